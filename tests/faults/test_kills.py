"""`kill -9` at any moment: nothing is lost, nothing happens twice."""

import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from demo.bot_process import BotProcess
from demo.stage import CLOCK, open_workspace
from localslack import faults
from localslack.faults import Detour, Hold
from tests.support.databases import PostgresServer
from tests.support.story import PEOPLE, TEN_O_CLOCK, Story, started
from tests.support.watching import becomes, in_postgres, in_sqlite

CAPTURES = 8
BLOCKED = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
TABLES = "SELECT 1 FROM pg_tables WHERE schemaname = 'public'"


def doubled(story: Story) -> list[str]:
    return [key for key, count in Counter(story.keys).items() if count > 1]


async def test_between_commit_and_ack(story: Story) -> None:
    """Slack never hears the acknowledgement, so it brings what was committed to the next one."""
    slack, ben = story.stage.slack, story.person("Ben")
    card = await started(story)
    await story.comes("step:1")
    slack.faults.events.next("message", Detour(lost_acks=2))

    await ben.says("!decision Ship on Friday", in_thread=card)
    await slack.until(lambda: bool(said(story)), why="it is committed")
    await story.stage.bot.kill()
    before = len(said(story))
    await story.stage.bot.start()
    await slack.until(lambda: len(said(story)) > before, why="it comes again")
    await ben.says("!idea A demo", in_thread=card)

    await story.card_says("1 idea")
    await story.card_says("1 decision")


def said(story: Story) -> list[object]:
    """How often Ben's decision was delivered."""
    return [
        each
        for each in story.stage.slack.traffic.deliveries("message")
        if "Ship on Friday" in str(each.arguments)
    ]


async def test_before_the_call_to_slack(story: Story, tmp_path: Path) -> None:
    slack = story.stage.slack
    slack.faults.next("chat.postMessage", faults.reset_before(), times=99)
    await starts_without_card(story)
    await becomes(lambda: sending(tmp_path), "the card is being sent")
    await story.stage.bot.kill()
    assert story.keys == []

    slack.faults.clear()
    await story.stage.bot.start()
    await story.comes("step:1")
    assert story.keys == ["card", "step:1"]


async def test_after_the_call_to_slack(story: Story, tmp_path: Path) -> None:
    slack = story.stage.slack
    slack.faults.next("chat.postMessage", faults.slow(Hold()))
    await starts_without_card(story)
    await story.comes("card")
    assert sending(tmp_path)
    await story.stage.bot.kill()

    slack.faults.clear()
    await story.stage.bot.start()
    await story.comes("step:1")
    assert story.keys == ["card", "step:1"]


async def test_in_the_midst_of_a_discard(story: Story) -> None:
    """The first message is gone, nobody knows about the second, and all of them go."""
    slack, ana = story.stage.slack, story.person("Ana")
    await started(story)
    await story.comes("step:1")
    await ana.runs("/worksession discard")
    question = await ana.sees("Discard A spec?")
    slack.faults.next("chat.delete", faults.slow(Hold()))
    await ana.clicks("Discard it", on=question)
    await slack.until(lambda: story.keys == ["card"], why="the step is gone")
    await story.stage.bot.kill()

    slack.faults.clear()
    await story.stage.bot.start()
    await slack.until(lambda: story.keys == [], why="the card is gone as well")


async def starts_without_card(story: Story) -> None:
    ana = story.person("Ana")
    await ana.runs('/worksession start "A spec" 30m')
    await ana.clicks("Start", on=await ana.sees("A spec"))


def sending(folder: Path) -> bool:
    query = "SELECT 1 FROM posts WHERE key = 'card' AND state = 'sending'"
    return bool(in_sqlite(folder / "worksession.sqlite3", query))


async def test_in_the_middle_of_a_burst(story: Story) -> None:
    slack, ben = story.stage.slack, story.person("Ben")
    card = await started(story)
    step = await story.comes("step:1")

    for number in range(CAPTURES):
        await ben.says(f"!idea Number {number}", in_thread=card)
    await ben.reacts("white_check_mark", to=step)
    await slack.until(lambda: len(slack.traffic.deliveries()) > CAPTURES / 2, why="half of it")
    await story.stage.bot.kill()
    await story.stage.bot.start()

    await story.card_says(f"{CAPTURES} ideas")
    await story.card_says("done by @Ben")
    await slack.until(lambda: marks(story) == [1] * CAPTURES, why="each has its mark, once")
    assert doubled(story) == []


def marks(story: Story) -> list[int]:
    """How many marks of the bot each idea has."""
    bot = story.stage.slack.app.bot
    return [
        sum(bot in people for people in message.reactions.values())
        for message in story.channel.timeline.values()
        if message.text.startswith("!idea")
    ]


async def test_during_migration_of_a_sqlite_file(tmp_path: Path) -> None:
    async with open_workspace(tmp_path, PEOPLE, TEN_O_CLOCK) as (slack, _, _):
        bot = BotProcess(slack=slack, folder=tmp_path, clock_file=tmp_path / CLOCK)
        file = tmp_path / "worksession.sqlite3"
        while not await stands_still_in_migration(bot, file):
            await bot.kill()
            forget(file)
        await bot.kill()
        assert not has_tables(file)

        await bot.start()

        await slack.person("Ana").runs("/worksession help")
        assert await bot.stop() == 0


async def stands_still_in_migration(bot: BotProcess, file: Path) -> bool:
    """Freeze a bot while it makes its tables; says whether that came before they were made."""
    await bot.launch()
    await becomes(lambda: is_written_to(file) or has_tables(file), "it migrates")
    bot.freeze()
    return is_written_to(file)


def forget(file: Path) -> None:
    for each in file.parent.glob(f"{file.name}*"):
        each.unlink()


def has_tables(file: Path) -> bool:
    return file.exists() and bool(in_sqlite(file, "SELECT name FROM sqlite_master"))


def is_written_to(file: Path) -> bool:
    """Whether somebody else is in the middle of a transaction that writes."""
    if not file.exists():
        return False
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
    return False


async def test_during_migration_of_a_postgres(tmp_path: Path, postgres: PostgresServer) -> None:
    address = postgres.without_tables()
    async with open_workspace(tmp_path, PEOPLE, TEN_O_CLOCK) as (slack, _, _):
        migration = BotProcess(
            slack=slack,
            folder=tmp_path,
            clock_file=tmp_path / CLOCK,
            command="migrate",
            database=address,
        )
        with postgres.reserving(address, "posts"):
            await migration.launch()
            await becomes(lambda: in_postgres(address, BLOCKED), "it stands in the middle")
            await migration.kill()
        assert in_postgres(address, TABLES) == []

        await migration.launch()
        assert await migration.exit_code() == 0
        assert in_postgres(address, TABLES) != []


def starts_of(story: Story) -> int:
    return story.stage.bot.log.count('"event": "running"')


async def as_soon_as_it_runs(story: Story) -> None:
    await story.stage.bot.launch()
    await becomes(lambda: starts_of(story) > 1, "it runs again")


async def while_it_starts(story: Story) -> None:
    """It asks Slack who it is, and does not hear it."""
    planned = story.stage.slack.faults
    planned.next("auth.test", faults.never())
    await story.stage.bot.launch()
    await becomes(lambda: not planned.waiting(), "it asks who it is")
    assert starts_of(story) == 1


SECOND_KILLS: Mapping[str, Callable[[Story], Awaitable[None]]] = {
    "as soon as it runs": as_soon_as_it_runs,
    "while it starts": while_it_starts,
}


@pytest.mark.parametrize("moment", SECOND_KILLS)
async def test_twice_in_a_row(story: Story, moment: str) -> None:
    bot, ben = story.stage.bot, story.person("Ben")
    card = await started(story)
    await ben.says("!decision Ship on Friday", in_thread=card)
    await bot.kill()
    await SECOND_KILLS[moment](story)
    await bot.kill()
    await bot.start()

    await story.card_says("1 decision")
    await story.flow_to("10:16")
    await story.comes("step:2")
    assert doubled(story) == []
