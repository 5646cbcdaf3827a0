"""Sessions that keep failing are set aside, so that they hold up nothing."""

from dataclasses import dataclass, field
from pathlib import PurePath
from traceback import extract_tb
from types import TracebackType
from typing import Self

from bot.application.ports import LeaseLost, Store, StoreTrouble
from bot.application.quarantine_ports import Stage, Unloadable
from bot.domain.state.identity import SessionId

# Nobody's fault, or counted already where it was raised.
NO_FAULT = (StoreTrouble, LeaseLost, Unloadable)
# Only what the bot does itself tells where it failed.
OWN_CODE = "bot"


@dataclass(slots=True)
class Attempt:
    """One try at a session: whether it `worked`, or ended with a `surprise`, or neither.

    What is raised goes on to whoever calls.
    """

    worked: bool = False
    surprise: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        raised: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.worked = raised is None
        if isinstance(raised, Exception) and not isinstance(raised, NO_FAULT):
            self.surprise = raised


@dataclass(slots=True)
class Quarantine:
    """Counts how often in a row each session fails; the one that fails too often is set aside.

    `failing` are those of which this process knows, so that one that works again is forgotten
    without a question to the database after every success.
    """

    store: Store
    failing: set[SessionId] = field(default_factory=set)

    async def settle(self, session: SessionId, stage: Stage, attempt: Attempt) -> None:
        """Count a try at a session."""
        if attempt.surprise is not None:
            await self._failed(session, stage, attempt.surprise)
        elif attempt.worked and session in self.failing:
            async with self.store.transaction() as tx:
                await tx.troubles.forget(session)
            self.failing.discard(session)

    async def _failed(self, session: SessionId, stage: Stage, surprise: Exception) -> None:
        self.failing.add(session)
        async with self.store.transaction() as tx:
            is_set_aside = await tx.troubles.note(session, stage, reason_of(surprise))
        if is_set_aside:
            self.failing.discard(session)


def reason_of(failure: BaseException) -> str:
    """What failed and where in the bot, without a word of what people wrote."""
    name = type(failure).__name__
    for frame in reversed(extract_tb(failure.__traceback__)):
        parts = PurePath(frame.filename).parts
        if OWN_CODE in parts:
            within = parts[len(parts) - 1 - parts[::-1].index(OWN_CODE) :]
            return f"{name} at {'/'.join(within)}:{frame.lineno}"
    return name
