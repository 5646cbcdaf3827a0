"""A whole story with secrets in every place where people can type, and none of them in the log."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.adapters.db.store import Database
from demo.bot_process import BotProcess
from localslack import Message, faults
from tests.support.crew import Crew, at_work
from tests.support.databases import PostgresServer
from tests.support.story import Story, started

SECRET = "Marigold"
# Postgres shows the whole row that it refuses.
REFUSE = (
    "ALTER TABLE sessions ADD CONSTRAINT no_secrets "
    f"CHECK (position('{SECRET} refused' in body) = 0)"
)


def lines(*processes: BotProcess) -> list[dict[str, Any]]:
    return [json.loads(line) for each in processes for line in each.log.splitlines()]


def check_secrets(story: Story, *processes: BotProcess) -> None:
    """Neither what people wrote nor any token stands in a log."""
    slack = story.stage.slack
    tokens = (slack.bot_token, slack.app_token, slack.signing_secret, "ticket=")
    for process in processes:
        for secret in (SECRET, SECRET.lower(), *tokens):
            assert secret not in process.log, secret


async def type_everywhere(story: Story) -> Message:
    """Type a secret in every place there is; gives the session's card."""
    ana, ben = story.person("Ana"), story.person("Ben")
    for line in (
        f'start "{SECRET} draft" 60m',
        f"start {SECRET} 7m",
        f"settings {SECRET}",
        f"settings done :{SECRET.lower()}:",
        f"{SECRET} now",
    ):
        await ana.runs(f"/worksession {line}")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", f"{SECRET} spec")
    await ana.fills("How long?", f"{SECRET}")
    await ana.fills("Agenda", f"{SECRET} draft")
    await ana.clicks("Start")
    await story.stage.slack.until(lambda: bool(ana.forms), why="the form stays open")
    await ana.closes_form()
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", f"{SECRET} spec")
    await ana.fills("How long?", "30")
    await ana.fills("Agenda", f"{SECRET} draft 15\n{SECRET} review 15")
    await ana.clicks("Start")
    card = await story.comes("card")
    await ben.says(f"!decision {SECRET} on Friday", in_thread=card)
    await ben.says(f"!{SECRET} on Friday", in_thread=card)
    await ben.says(f"Just {SECRET}", in_thread=card)
    await story.card_says("1 decision")
    return card


async def test_nothing_that_people_write_and_no_token_is_logged(story: Story) -> None:
    slack = story.stage.slack
    card = await type_everywhere(story)
    slack.faults.next("chat.update", faults.http_500())
    slack.faults.next("reactions.add", faults.error("too_many_reactions"))
    await story.person("Ben").says(f"!idea {SECRET} again", in_thread=card)
    await story.card_says("1 idea")
    await story.flow_to("10:16")
    await story.comes("step:2")

    check_secrets(story, story.stage.bot)
    for line in lines(story.stage.bot):
        assert line["action"]
    for action in ("call_unclear", "post_refused"):
        told = [line for line in lines(story.stage.bot) if line["action"] == action]
        assert told
        assert all(line["session"] for line in told)


async def test_every_delivery_has_its_line_with_its_session(socket_story: Story) -> None:
    story = socket_story
    card = await started(story)
    await story.person("Ben").says("!idea A poem", in_thread=card)
    await story.card_says("1 idea")
    taken = [line for line in lines(story.stage.bot) if line["action"] == "delivery"]

    assert {line["kind"] for line in taken} >= {"command", "form", "event"}
    for line in taken:
        assert line["delivery"]
        assert line["outcome"] == "done"
    assert [line["kind"] for line in taken if "session" in line].count("event") == 1
    assert len({line["session"] for line in taken if "session" in line}) == 1


async def test_a_socket_that_cannot_be_opened_is_told_without_its_ticket(
    socket_story: Story,
) -> None:
    story = socket_story
    slack = story.stage.slack
    slack.faults.next("apps.connections.open", faults.error("internal_error"))
    slack.faults.next("apps.connections.open", faults.reset_before())
    slack.drop_sockets()
    await slack.connected()

    check_secrets(story, story.stage.bot)


@pytest.fixture
async def database(postgres: PostgresServer) -> str:
    return postgres.without_tables()


async def test_a_row_that_postgres_refuses_is_not_logged(tmp_path: Path, database: str) -> None:
    opened = Database.open(database)
    await opened.migrate()
    await opened.close()
    async with at_work(tmp_path, database, workers=1) as crew:
        card = await type_everywhere(crew.story)
        await refuse_secrets(crew, database, card)

        processes = (crew.web, *crew.workers)
        check_secrets(crew.story, *processes)
        (failed, *_) = [line for line in lines(*processes) if line["action"] == "event_failed"]
        assert "no_secrets" in failed["exception"]
        assert "Failing row" not in crew.web.log
        assert failed["session"]
        assert failed["delivery"].startswith("Ev")
        (apologised,) = [line for line in lines(crew.web) if line["action"] == "listener_failed"]
        assert apologised["error_id"]


async def refuse_secrets(crew: Crew, database: str, card: Message) -> None:
    """Let the database refuse what is captured, by a word in the thread and by the form."""
    ana = crew.story.person("Ana")
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(REFUSE.encode())
    await ana.runs(f"/worksession capture {SECRET} refused")
    await ana.clicks("Keep it")
    form = await ana.form()
    await crew.story.stage.slack.until(lambda: bool(form.errors), why="the form apologises")
    await ana.says(f"!idea {SECRET} refused", in_thread=card)
    await crew.story.stage.slack.until(
        lambda: "event_failed" in crew.web.log, why="the event fails"
    )
