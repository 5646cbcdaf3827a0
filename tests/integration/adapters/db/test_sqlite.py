"""One connection writes a SQLite file, and what comes together is committed together."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.adapters.db.connections import Db
from bot.adapters.db.engine import address_of, open_sqlite
from bot.adapters.db.sqlite import SqliteConnections
from bot.application.ports import StoreTrouble, Trouble

ADD = text("INSERT INTO notes VALUES (:word)")


@pytest.fixture
async def connections(tmp_path: Path) -> AsyncIterator[SqliteConnections]:
    opened = SqliteConnections(open_sqlite(address_of(f"sqlite:///{tmp_path}/one.sqlite3")))
    async with opened.begin() as db:
        await db.execute(text("CREATE TABLE notes (word TEXT PRIMARY KEY)"))
    yield opened
    await opened.close()


async def add(connections: SqliteConnections, word: str) -> None:
    async with connections.begin() as db:
        await db.execute(ADD, {"word": word})


async def words(connections: SqliteConnections) -> list[str]:
    async with connections.reading() as db:
        found = await db.execute(text("SELECT word FROM notes ORDER BY word"))
        return [str(word) for (word,) in found]


@contextmanager
def committing(connections: SqliteConnections) -> Iterator[list[str]]:
    """The commits that are made meanwhile."""
    made: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement == "COMMIT":
            made.append(statement)

    event.listen(connections.engine, "before_cursor_execute", note)
    yield made
    event.remove(connections.engine, "before_cursor_execute", note)


async def test_a_crowd_is_committed_together(connections: SqliteConnections) -> None:
    with committing(connections) as made:
        await asyncio.gather(*(add(connections, f"{number:02}") for number in range(50)))

    assert await words(connections) == [f"{number:02}" for number in range(50)]
    assert len(made) <= 2


async def test_one_that_fails_takes_only_its_own_back(connections: SqliteConnections) -> None:
    done = await asyncio.gather(
        add(connections, "a"), add(connections, "a"), add(connections, "b"), return_exceptions=True
    )

    assert [type(each) for each in done] == [type(None), IntegrityError, type(None)]
    assert await words(connections) == ["a", "b"]


async def test_what_is_not_committed_is_not_read(connections: SqliteConnections) -> None:
    async with connections.begin() as db:
        await db.execute(ADD, {"word": "soon"})
        assert await words(connections) == []

    assert await words(connections) == ["soon"]


async def test_who_only_reads_cannot_write(connections: SqliteConnections) -> None:
    with pytest.raises((OperationalError, StoreTrouble)):
        async with connections.reading() as db:
            await db.execute(ADD, {"word": "never"})

    assert await words(connections) == []


async def test_all_hear_of_a_commit_that_fails(connections: SqliteConnections) -> None:
    """SQLite looks at such references only when it commits."""
    async with connections.begin() as db:
        await db.execute(
            text(
                "CREATE TABLE answers (word TEXT REFERENCES notes (word) "
                "DEFERRABLE INITIALLY DEFERRED)"
            )
        )

    async def answer(word: str) -> None:
        async with connections.begin() as db:
            await db.execute(text("INSERT INTO answers VALUES (:word)"), {"word": word})

    done = await asyncio.gather(
        add(connections, "a"), answer("nobody said"), return_exceptions=True
    )

    assert all(isinstance(each, Exception) for each in done)
    assert await words(connections) == []
    await add(connections, "b")
    assert await words(connections) == ["b"]


async def test_whoever_gives_up_waiting_loses_nothing(connections: SqliteConnections) -> None:
    begun = asyncio.create_task(add(connections, "a"))
    await asyncio.sleep(0)
    begun.cancel()
    await asyncio.gather(begun, return_exceptions=True)
    await add(connections, "b")

    assert await words(connections) == ["a", "b"]


async def test_a_long_line_is_told_and_not_waited_for(
    connections: SqliteConnections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.db.sqlite.TURN_SECONDS", 0.01)
    free = asyncio.Event()

    async def hold(db: Db) -> None:
        await db.execute(ADD, {"word": "long"})
        await free.wait()

    async def slow() -> None:
        async with connections.begin() as db:
            await hold(db)

    holding = asyncio.create_task(slow())
    await asyncio.sleep(0)
    with pytest.raises(StoreTrouble) as raised:
        await add(connections, "late")
    free.set()
    await holding

    assert raised.value.trouble is Trouble.BUSY
    assert await words(connections) == ["long"]
