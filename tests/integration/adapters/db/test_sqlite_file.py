"""A SQLite file belongs to one process, nobody else reads it, and what is written is not lost."""

# ruff: noqa: ASYNC240 - a file on this machine

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.adapters.db.checks import examine
from bot.adapters.db.sqlite_file import InUse
from bot.adapters.db.store import Database
from bot.application.ports import StoreTrouble, Trouble
from tests.integration.adapters.db.samples import REAL_NOW, a_running, add, stored

FILE = "worksession.sqlite3"
Breaking = Callable[[Path], object]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE


@pytest.fixture
async def held(file: Path) -> AsyncIterator[Database]:
    """A database that this process has."""
    database = Database.open(f"sqlite:///{file}")
    await database.prepare(REAL_NOW)
    yield database
    await database.close()


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("written", ["as it is", "relative", "with dots", "a link", "in a link"])
def test_nobody_else_can_have_a_file_however_its_path_is_written(
    written: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = file.parent
    monkeypatch.chdir(folder)
    (folder / "link.sqlite3").symlink_to(file)
    (folder / "folder").symlink_to(folder, target_is_directory=True)
    paths = {
        "as it is": str(file),
        "relative": FILE,
        "with dots": f"../{folder.name}/{FILE}",
        "a link": "link.sqlite3",
        "in a link": f"folder/{FILE}",
    }
    other = Database.open(f"sqlite:///{paths[written]}")

    assert other.is_claimed()
    with pytest.raises(InUse, match="belongs to one process of the bot"):
        other.claim()


async def test_a_file_is_free_once_it_is_closed(held: Database, file: Path) -> None:
    await held.close()
    other = Database.open(f"sqlite:///{file}")

    assert not other.is_claimed()
    other.claim()
    await other.close()


async def test_a_process_that_is_started_does_not_keep_the_file(held: Database, file: Path) -> None:
    command = [sys.executable, "-c", "input()"]
    child = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, close_fds=False)
    try:
        await held.close()
        other = Database.open(f"sqlite:///{file}")
        other.claim()
        await other.close()
    finally:
        await child.communicate(b"\n")


async def test_two_databases_in_memory_do_not_meet() -> None:
    for database in (Database.open("sqlite://"), Database.open("sqlite:///:memory:")):
        await database.prepare(REAL_NOW)
        await database.close()


async def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/nowhere/{FILE}")
    with pytest.raises(StoreTrouble) as raised:
        await database.prepare(REAL_NOW)

    assert raised.value.trouble is Trouble.UNREACHABLE


def modes(folder: Path) -> dict[str, int]:
    return {each.name: each.stat().st_mode & 0o777 for each in folder.iterdir()}


PRIVATE = {f"{FILE}{end}": 0o600 for end in ("", "-wal", "-shm", ".lock")}


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
async def test_nobody_else_may_read_a_new_file(umask: int, file: Path) -> None:
    before = os.umask(umask)
    try:
        database = Database.open(f"sqlite:///{file}")
        await database.prepare(REAL_NOW)
        assert modes(file.parent) == PRIVATE
        await database.close()
    finally:
        os.umask(before)


async def test_a_file_that_others_could_read_is_narrowed(held: Database, file: Path) -> None:
    await add(held, a_running())
    for part in PRIVATE:
        (file.parent / part).chmod(0o666)
    # What is beside it stays there, as after a crash.
    copied = file.parent / "copied"
    shutil.copytree(file.parent, copied)
    database = Database.open(f"sqlite:///{copied / FILE}")
    await database.prepare(REAL_NOW)

    assert modes(copied) == PRIVATE
    assert await stored(database) == a_running().build()
    await database.close()


def replace(file: Path) -> None:
    """Put another file in its place, as a restored copy would be."""
    copy = file.with_suffix(".copy")
    shutil.copy(file, copy)
    copy.replace(file)


GOING: dict[str, Breaking] = {
    "deleted": Path.unlink,
    "moved": lambda file: file.rename(file.with_suffix(".away")),
    "replaced": replace,
    "its -wal deleted": lambda file: Path(f"{file}-wal").unlink(),
    "its -shm deleted": lambda file: Path(f"{file}-shm").unlink(),
    "its folder moved": lambda file: file.parent.rename(
        file.parent.with_name(f"{file.parent.name}-away")
    ),
}


@pytest.mark.parametrize("going", GOING)
async def test_nothing_is_written_to_a_file_that_is_gone(
    going: str, held: Database, file: Path
) -> None:
    await held.try_write()
    GOING[going](file)

    for _ in range(2):
        with pytest.raises(StoreTrouble) as raised:
            await add(held, a_running())
        assert raised.value.trouble is Trouble.GONE
    with pytest.raises(StoreTrouble):
        await held.try_write()


@pytest.mark.parametrize("going", GOING)
async def test_what_went_while_it_was_written_is_not_taken_for_kept(
    going: str, held: Database, file: Path
) -> None:
    async def write() -> None:
        async with held.transaction() as tx:
            await tx.beats.beat(REAL_NOW)
            GOING[going](file)

    with pytest.raises(StoreTrouble) as raised:
        await write()
    assert raised.value.trouble is Trouble.GONE


async def test_a_connection_that_is_opened_anew_makes_no_new_file(
    held: Database, file: Path
) -> None:
    await held.try_write()
    file.unlink()
    await held.connections.close()

    with pytest.raises(StoreTrouble) as raised:
        await held.try_write()
    assert raised.value.trouble is Trouble.GONE
    assert not file.exists()


async def test_a_connection_that_is_opened_anew_takes_its_new_neighbours(held: Database) -> None:
    await held.try_write()
    await held.connections.close()

    await held.try_write()
    await held.try_write()


async def test_a_file_that_is_moved_back_is_good_again(held: Database, file: Path) -> None:
    await add(held, a_running())
    away = file.rename(file.with_suffix(".away"))
    with pytest.raises(StoreTrouble):
        await held.try_write()
    away.rename(file)

    await held.try_write()
    assert await stored(held) == a_running().build()


async def test_a_tried_write_leaves_nothing_behind(held: Database, file: Path) -> None:
    for _ in range(3):
        await held.try_write()
    size = file.stat().st_size
    for _ in range(50):
        await held.try_write()

    assert file.stat().st_size == size
    async with held.connections.begin() as connection:
        kept = await connection.execute(text("SELECT count(*) FROM inbox"))
        assert kept.scalar() == 0


@pytest.mark.usefixtures("held")
def test_a_second_name_of_the_same_file_is_the_same_file(file: Path) -> None:
    (file.parent / "other").mkdir()
    second = file.parent / "other" / FILE
    second.hardlink_to(file)

    with pytest.raises(InUse):
        Database.open(f"sqlite:///{second}").claim()


@pytest.mark.usefixtures("held")
def test_deleting_its_lock_does_not_open_a_file_to_others(file: Path) -> None:
    Path(f"{file}.lock").unlink()

    with pytest.raises(InUse):
        Database.open(f"sqlite:///{file}").claim()


SPOILING: dict[str, Breaking] = {
    "written over": lambda file: overwrite(file, b"not a database at all"),
    "emptied": lambda file: os.truncate(file, 0),
}


def overwrite(file: Path, content: bytes) -> None:
    with file.open("r+b") as opened:
        opened.write(content)


@pytest.mark.parametrize("spoiling", SPOILING)
async def test_nothing_is_taken_for_kept_in_a_file_that_is_no_database_any_more(
    spoiling: str, held: Database, file: Path
) -> None:
    await held.try_write()
    SPOILING[spoiling](file)

    for _ in range(2):
        with pytest.raises(StoreTrouble) as raised:
            await held.try_write()
        assert raised.value.trouble is Trouble.BROKEN


async def test_what_is_no_database_is_told_and_left_as_it_is(file: Path) -> None:
    content = b"a letter" * 1000
    file.write_bytes(content)
    found = await examine(f"sqlite:///{file}")

    assert not found.is_ok
    assert "is no database" in found.problem
    assert file.read_bytes() == content
