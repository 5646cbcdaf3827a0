"""The database is locked, full, gone or in conflict: nothing is half written, people are told."""

import asyncio
import json
import os
import resource
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from bot.adapters.db.checks import TROUBLE_FIXES as WHAT_IT_IS
from bot.adapters.slack.edge.apologies import TROUBLES
from bot.application.ports import Trouble
from demo.bot_process import BotProcess
from demo.stage import CLOCK, Stage, open_workspace
from tests.acceptance.test_operator import page, shown
from tests.support.crew import Crew
from tests.support.databases import PostgresServer
from tests.support.story import PEOPLE, TEN_O_CLOCK, Story, started
from tests.support.watching import becomes, in_postgres, in_sqlite

FILE = "worksession.sqlite3"
# Slack brings an event again at once, and a moment later; a slow machine needs longer.
COMES_AGAIN = 90.0
# The bot looks every few seconds; only what is never told waits so long.
SEEN_WITHIN = 60.0
# A publisher that could not give a session back keeps others from it for its lease, five seconds.
BEING_PUBLISHED = (
    "SELECT 1 FROM sessions WHERE published_revision < revision OR lease_owner IS NOT NULL"
)
# In bytes: too little for a database.
ROOM_FOR_A_LOG = 16384
JOINED = "SELECT count(*) FROM people"
# Whoever has taken note of a delivery, and waits for something else.
BLOCKED = """
SELECT 1 FROM pg_locks JOIN pg_class ON pg_class.oid = relation JOIN pg_stat_activity USING (pid)
WHERE relname = 'inbox' AND wait_event_type = 'Lock'
"""

CUTS: Mapping[str, Callable[[PostgresServer], None]] = {
    "restarted": PostgresServer.restart,
    "connections cut": PostgresServer.cut_connections,
}


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


async def test_a_locked_sqlite_file(story: Story, tmp_path: Path) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    card = await started(story)
    await all_is_in_slack(tmp_path)
    await types_a_capture(story)
    with locked(tmp_path / FILE):
        await ben.says("!decision Ship on Friday", in_thread=card)
        await ana.runs("/worksession time")
        await sends_it_in_vain(story, Trouble.BUSY)
    await ana.clicks("Keep it")

    await story.card_says("1 decision", timeout=COMES_AGAIN)
    await story.card_says("1 action")
    assert TROUBLES[Trouble.BUSY] in ana.private_answers


async def all_is_in_slack(folder: Path) -> None:
    await becomes(lambda: not in_sqlite(folder / FILE, BEING_PUBLISHED), "all is in Slack")


async def types_a_capture(story: Story) -> None:
    """Ana fills the form in."""
    ana = story.person("Ana")
    await ana.clicks("Capture", on=story.post("card"))
    await ana.chooses("What is it?", "Action")
    await ana.fills("In one or two sentences", "Write the draft")


async def sends_it_in_vain(story: Story, trouble: Trouble) -> None:
    """Ana reads why it could not be kept, and what she typed stays."""
    ana = story.person("Ana")
    await ana.clicks("Keep it")
    form = await ana.form()
    await story.stage.slack.until(lambda: bool(form.errors), why="the form says why")
    assert TROUBLES[trouble] in form.errors.values()


async def test_a_full_disk(story: Story, tmp_path: Path) -> None:
    ana, ben, bot = story.person("Ana"), story.person("Ben"), story.stage.bot
    await started(story)
    await all_is_in_slack(tmp_path)
    await types_a_capture(story)
    before = whole(tmp_path)
    with full_disk(bot, tmp_path / f"{FILE}-wal"):
        await sends_it_in_vain(story, Trouble.FULL)
        await ben.clicks("Join", on=story.post("card"))
        await ben.sees(TROUBLES[Trouble.FULL])
        assert '"database": "full"' in bot.log
        await readiness_tells(story, Trouble.FULL)
        assert whole(tmp_path) == before

    await ana.clicks("Keep it")
    await ben.clicks("Join", on=story.post("card"))
    await ben.sees("You are in")
    await story.card_says("1 action")
    await story.card_says("2 taking part")
    await is_ready(story)
    assert in_sqlite(tmp_path / FILE, JOINED) == [(2,)]


async def test_a_start_on_a_full_disk(tmp_path: Path) -> None:
    async with open_workspace(tmp_path, PEOPLE, TEN_O_CLOCK) as (slack, _, _):
        bot = BotProcess(slack=slack, folder=tmp_path, clock_file=tmp_path / CLOCK)
        await bot.launch()
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (ROOM_FOR_A_LOG, ROOM_FOR_A_LOG))
        assert await bot.exit_code() == 2
        assert " ".join(WHAT_IT_IS[Trouble.FULL]) in bot.log
        assert "Traceback" not in bot.log


async def readiness_tells(story: Story, trouble: Trouble) -> None:
    """Wait for `/readyz` to name what is wrong with the database."""
    problem, fix = WHAT_IT_IS[trouble]
    wrong = {"ok": False, "problem": problem, "fix": fix}
    async with asyncio.timeout(SEEN_WITHIN):
        await shown(story, "/readyz", lambda said: json.loads(said)["checks"]["database"] == wrong)
    assert (await page(story, "/readyz"))[0] == 503


async def is_ready(story: Story) -> None:
    async with asyncio.timeout(COMES_AGAIN):
        await shown(story, "/readyz", lambda said: bool(json.loads(said)["ready"]))


def replaced(file: Path) -> None:
    """Another file stands in its place, as a copy that somebody restored."""
    copy = file.with_suffix(".copy")
    shutil.copy(file, copy)
    copy.replace(file)


GOING: Mapping[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "replaced": replaced,
    "its -wal deleted": lambda file: Path(f"{file}-wal").unlink(),
}


@pytest.mark.parametrize("going", GOING)
async def test_a_sqlite_file_that_is_gone(story: Story, tmp_path: Path, going: str) -> None:
    await nothing_is_taken_once(story, tmp_path, GOING[going], Trouble.GONE)


def written_over(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.write(b"not a database at all")


async def test_a_sqlite_file_that_is_written_over(story: Story, tmp_path: Path) -> None:
    await nothing_is_taken_once(story, tmp_path, written_over, Trouble.BROKEN)


async def nothing_is_taken_once(
    story: Story, folder: Path, going: Callable[[Path], object], trouble: Trouble
) -> None:
    ben, bot = story.person("Ben"), story.stage.bot
    card = await started(story)
    await all_is_in_slack(folder)
    await types_a_capture(story)
    going(folder / FILE)

    await ben.says("!decision Lost if it were taken", in_thread=card)
    await sends_it_in_vain(story, trouble)
    await ben.clicks("Join", on=card)
    await ben.sees(TROUBLES[trouble])
    await readiness_tells(story, trouble)
    await becomes(lambda: f'"database": "{trouble}"' in bot.log, "the log names it")
    attempts = story.stage.slack.traffic.deliveries("message")
    assert attempts
    assert not any(each.ok for each in attempts if "!decision" in str(each.arguments))


async def test_a_sqlite_file_that_is_moved_back(story: Story, tmp_path: Path) -> None:
    ana, ben, file = story.person("Ana"), story.person("Ben"), tmp_path / FILE
    card = await started(story)
    await all_is_in_slack(tmp_path)
    await types_a_capture(story)
    away = file.rename(tmp_path / "away.sqlite3")
    await ben.says("!decision Ship on Friday", in_thread=card)
    await sends_it_in_vain(story, Trouble.GONE)
    away.rename(file)
    await ana.clicks("Keep it")

    await story.card_says("1 decision", timeout=COMES_AGAIN)
    await story.card_says("1 action")
    await is_ready(story)


async def test_a_deleted_wal_is_made_good_by_a_stop(story: Story, tmp_path: Path) -> None:
    bot = story.stage.bot
    card = await started(story)
    await story.person("Ben").says("!decision Ship on Friday", in_thread=card)
    await story.card_says("1 decision")
    await all_is_in_slack(tmp_path)
    GOING["its -wal deleted"](tmp_path / FILE)
    await readiness_tells(story, Trouble.GONE)
    await bot.stop()
    await bot.start()

    await is_ready(story)
    await story.person("Ana").says("!idea And another", in_thread=card)
    await story.card_says("1 idea")
    await story.card_says("1 decision")


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write in a folder."""
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "none", folder], check=False)  # noqa: S603, S607
    if mounted.returncode != 0:
        pytest.skip("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S603, S607


async def test_a_start_on_a_read_only_disk(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    async with open_workspace(tmp_path, PEOPLE, TEN_O_CLOCK) as (slack, _, _):
        address = f"sqlite:///{folder / FILE}"
        bot = BotProcess(
            slack=slack, folder=tmp_path, clock_file=tmp_path / CLOCK, database=address
        )
        with read_only(folder):
            await bot.launch()
            assert await bot.exit_code() == 2
    assert " ".join(WHAT_IT_IS[Trouble.FULL]) in bot.log
    assert "Traceback" not in bot.log


def whole(folder: Path) -> list[tuple[object, ...]]:
    """What is stored of all sessions."""
    return [
        row
        for table in ("sessions", "people", "actions", "records", "inbox")
        for row in in_sqlite(folder / FILE, f"SELECT count(*), '{table}' FROM {table}")  # noqa: S608
    ]


@contextmanager
def full_disk(bot: BotProcess, file: Path) -> Iterator[None]:
    """Let no file of the bot grow beyond the size that one of them has now."""
    usual = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (file.stat().st_size, usual[1]))
    yield
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, usual)


@pytest.mark.parametrize("cut", CUTS)
async def test_a_postgres(crew: Crew, postgres: PostgresServer, cut: str) -> None:
    story, ben = crew.story, crew.story.person("Ben")
    card = await started(story)
    await story.comes("step:1")
    CUTS[cut](postgres)

    await ben.says("!decision Ship on Friday", in_thread=card)
    await story.card_says("1 decision", timeout=COMES_AGAIN)
    await story.flow_to("10:16")
    await story.comes("step:2", timeout=COMES_AGAIN)
    assert [key for key, count in Counter(story.keys).items() if count > 1] == []


@pytest.fixture
async def one(tmp_path: Path, address: str) -> AsyncIterator[Story]:
    """One process on a Postgres; the test is the other one."""
    async with open_workspace(tmp_path, PEOPLE, TEN_O_CLOCK) as (slack, channel, clock):
        bot = BotProcess(
            slack=slack, folder=tmp_path, clock_file=tmp_path / CLOCK, database=address
        )
        await bot.start()
        yield Story(Stage(slack, bot, clock, channel))
        await bot.stop()


async def test_a_transaction_conflict_between_two_workers(one: Story, address: str) -> None:
    """A deadlock, of which Postgres ends the bot's side: it is repeated, and counts once."""
    ben = one.person("Ben")
    card = await started(one)
    await one.comes("step:1")
    with psycopg.connect(address) as other:
        other.execute("SET deadlock_timeout = '10min'")
        other.execute("SELECT 1 FROM sessions FOR UPDATE")
        joining = asyncio.create_task(ben.clicks("Join", on=card))
        await becomes(lambda: in_postgres(address, BLOCKED), "the bot waits for the session")
        await asyncio.to_thread(other.execute, "LOCK TABLE inbox IN SHARE MODE")
        other.rollback()
    await joining

    assert '"database": "conflict"' in one.stage.bot.log
    await ben.sees("You are in")
    await one.card_says("2 taking part")
    assert in_postgres(address, JOINED) == [(2,)]


async def test_a_database_that_cannot_be_reached_is_told(one: Story, address: str) -> None:
    ben = one.person("Ben")
    card = await started(one)
    await one.comes("step:1")
    with closed_for_all(address):
        await ben.clicks("Join", on=card)
        await ben.sees(TROUBLES[Trouble.UNREACHABLE])
    await ben.clicks("Join", on=card)
    await ben.sees("You are in")


@contextmanager
def closed_for_all(address: str) -> Iterator[None]:
    """Let nobody connect to a database, and cut whoever is connected."""
    name = conninfo_to_dict(address)["dbname"]
    with psycopg.connect(address, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        yield
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true".encode())
