"""Connections to either database, and their transactions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, CursorResult, Dialect, Engine, Executable, Row, Select
from sqlalchemy.exc import SQLAlchemyError

from bot.adapters.db.troubles import trouble_of
from bot.application.ports import StoreTrouble

Changed = TypeVar("Changed")
AnySelect = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]
AnyResult = CursorResult[*tuple[Any, ...]]
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class Db(Protocol):
    """One transaction; every method may raise what SQLAlchemy raises."""

    @property
    def dialect(self) -> Dialect: ...

    async def execute(self, statement: Executable, parameters: Parameters = None) -> AnyResult:
        """Send a statement; its rows are all there when this returns."""

    async def scalar(
        self, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> Any:
        """The first column of the first row; None if there is none."""


class Connections(Protocol):
    """Where transactions come from; each method may raise `StoreTrouble`.

    `engine` is what opens the connections, for whoever watches what is sent.
    """

    @property
    def engine(self) -> Engine: ...

    def begin(self) -> AbstractAsyncContextManager[Db]:
        """A transaction, committed when its block ends well, else rolled back.

        What it read is still true when it writes.
        """

    def reading(self) -> AbstractAsyncContextManager[Db]:
        """A transaction that only reads, and sees one state of what is committed."""

    async def run(self, change: Callable[[Connection], Changed]) -> Changed:
        """Let `change` use a connection of its own; it begins its transactions itself."""

    async def tell_others(self, db: Db) -> None:
        """Wake all other processes who listen, once this transaction is committed."""

    async def hear_others(self, heard: Callable[[], None]) -> None:
        """Call `heard` whenever another process told of something, until cancelled."""

    async def close(self) -> None: ...


@contextmanager
def telling_trouble() -> Iterator[None]:
    """Tell what the database could not do in the application's words (`StoreTrouble`)."""
    try:
        yield
    except SQLAlchemyError as failed:
        trouble = trouble_of(failed)
        if trouble is None:
            raise
        raise StoreTrouble(trouble) from failed
