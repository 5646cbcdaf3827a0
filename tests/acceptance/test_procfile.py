"""The Procfile, started by honcho as it stands, with two workers that are killed in turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from demo.bot_process import free_port
from demo.stage import MANIFEST
from localslack import LocalSlack, Manifest, Message, NewPerson, Options, Person
from localslack.server import utc_now
from tests.chaos.evidence import case_of
from tests.chaos.ledger import DONE, Ledger, Mark
from tests.chaos.oracle import problems_of
from tests.chaos.records import Records
from tests.support.databases import PostgresServer
from tests.support.procfile import PROCFILE, Honcho
from tests.support.story import key_of, session_of

ROOMS = 10
PATIENCE = 90.0


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    manifest, people = Manifest.load(MANIFEST), [NewPerson(f"Ana {n}") for n in range(ROOMS)]
    options = Options(rate_limits=False)
    async with LocalSlack(
        manifest, people, retry_delays=(0.0, 0.5, 2.0), options=options
    ) as opened:
        for person in opened.people:
            room = opened.channel(person.name.replace(" ", "-"), members=[person.name], bot=True)
            person.goes_to(room)
        yield opened


def test_it_has_the_lines_that_hosts_know() -> None:
    assert PROCFILE.read_text(encoding="utf-8").splitlines() == [
        "release: worksession migrate",
        "web: worksession web",
        "worker: worksession worker",
    ]


@pytest.mark.timeout(180)
async def test_two_workers_are_killed_in_turn_while_ten_sessions_run(
    slack: LocalSlack, postgres: PostgresServer, tmp_path: Path
) -> None:
    database = postgres.without_tables()
    ledger, records = Ledger(utc_now), Records(database)
    slack.traffic.watchers.append(ledger.watch)
    settings = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database,
    }

    def line(name: str) -> Honcho:
        own = {**settings, "OPS_PORT": str(free_port())}
        return Honcho(line=name, folder=tmp_path, settings=own, port=free_port())

    release, web, workers = line("release"), line("web"), (line("worker"), line("worker"))
    await release.start()
    assert await release.ended() == 0, release.output
    async with AsyncExitStack() as stack:
        stack.push_async_callback(records.close)
        for each in (web, *workers):
            await each.start()
            stack.push_async_callback(each.stop)
        slack.deliver_to(f"http://127.0.0.1:{web.port}/slack/events")
        await slack.connected(timeout=PATIENCE)

        cards = await asyncio.gather(*(_begins(slack, person) for person in slack.people))
        for worker, word in zip(workers, ("one", "two"), strict=True):
            for person, card in zip(slack.people, cards, strict=True):
                text = f"[{word} of {person.name}]"
                said = await person.says(f"!decision {text}", in_thread=card)
                ledger.capture(session_of(card), text, said)
            assert await worker.kill() != 0
            await asyncio.gather(
                *(_moves_on(slack, ledger, *each) for each in _pairs(slack, cards))
            )
            await worker.start()
        for person, card in _pairs(slack, cards):
            await _closes(person, card)
        await _comes(slack, "recap", *slack.people)
        while not await records.all_published():  # noqa: ASYNC110 - in a database
            await asyncio.sleep(0.1)

        states = [await records.load(session) for session in await records.started()]
        problems = [each for state in states for each in problems_of(case_of(state, slack, ledger))]

    assert len(states) == ROOMS
    assert all(len(state.session.captures) == len(workers) for state in states)
    assert problems == []


def _pairs(slack: LocalSlack, cards: list[Message]) -> list[tuple[Person, Message]]:
    return list(zip(slack.people, cards, strict=True))


async def _begins(slack: LocalSlack, ana: Person) -> Message:
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", f"The spec of {ana.name}")
    await ana.fills("How long?", "30")
    await ana.fills("Agenda", "Draft 10\nReview 10\nShare 10")
    await ana.clicks("Start")
    await _comes(slack, "card", ana)
    await _comes(slack, "step:1", ana)
    return next(each for each in ana.place.timeline.values() if key_of(each) == "card")


async def _moves_on(slack: LocalSlack, ledger: Ledger, ana: Person, card: Message) -> None:
    """Mark the newest step done, and go on to the next while a worker is missing."""
    steps = [each for each in ana.place.timeline.values() if key_of(each).startswith("step:")]
    mark = Mark(session_of(card), key_of(steps[-1]), steps[-1], ana)
    ledger.mark(mark)
    await ana.reacts(DONE, to=steps[-1])
    ledger.press(session_of(card), "Next")
    await ana.clicks("Next", on=card)
    await _comes(slack, f"step:{len(steps) + 1}", ana)
    await slack.until(
        lambda: f"Step {len(steps) + 1} of 3" in card.readable(), timeout=PATIENCE, why="card"
    )


async def _closes(ana: Person, card: Message) -> None:
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")


async def _comes(slack: LocalSlack, key: str, *people: Person) -> None:
    """Wait until a post stands in the channel of each of them."""
    await slack.until(
        lambda: all(
            any(key_of(each) == key for each in person.place.timeline.values()) for person in people
        ),
        timeout=PATIENCE,
        why=f"{key} is missing somewhere",
    )
