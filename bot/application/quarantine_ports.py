"""What the quarantine keeps: which sessions fail, at what, how often, and which are set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Protocol

from bot.domain.state.identity import Place, SessionId, TeamId
from bot.domain.state.refusals import NotNow

# Once may be chance; what fails three times in a row does not mend itself.
MOST_FAILURES = 3
# What failed longer ago than this is not counted any more.
IN_A_ROW = timedelta(hours=1)


class Stage(StrEnum):
    """What a session failed at: being read, moving on with the clock, being shown in Slack."""

    LOAD = auto()
    ADVANCE = auto()
    RENDER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTrouble:
    """A session that fails; `reason` is the kind of error and where in the bot it was raised.

    `state` is what the session was in before it was set aside, at `set_aside_at` (UTC), if it was.
    """

    session: SessionId
    place: Place
    state: str
    stage: Stage
    failures: int
    reason: str
    first_at: datetime
    last_at: datetime
    set_aside_at: datetime | None


SET_ASIDE = (
    "This session broke on my side, so I set it aside. What you captured is kept; whoever runs me "
    "can bring it back. Type `/worksession start` for a new one."
)


class SetAside(NotNow):
    """The session is in quarantine."""

    def __init__(self) -> None:
        super().__init__(SET_ASIDE)


class NotSetAside(Exception):
    """No session of this id is in quarantine."""


class PlaceInUse(Exception):
    """Another session runs where the one in quarantine would run again."""


class StateUnreadable(Exception):
    """Whether the session in quarantine ran or was over is not known, so it cannot go on."""


class Unloadable(Exception):
    """What the database holds of a session cannot be read."""

    def __init__(self, session: SessionId) -> None:
        super().__init__(f"the session {session} cannot be read")
        self.session = session


class Troubles(Protocol):
    """Never reads a session itself, since that may be what fails."""

    async def note(self, session: SessionId, stage: Stage, reason: str) -> bool:
        """Count a failure; True if the session was set aside for it just now."""

    async def forget(self, session: SessionId) -> None:
        """The session works again."""

    async def of(self, session: SessionId) -> SessionTrouble | None:
        """What is known of a session's failures."""

    async def is_set_aside(self, team: TeamId, session: SessionId) -> bool: ...

    async def set_aside(self) -> Sequence[SessionTrouble]:
        """The sessions in quarantine, the newest first."""

    async def bring_back(self, session: SessionId) -> None:
        """Let a session go on where it was.

        Raises:
            NotSetAside: it is not in quarantine.
            PlaceInUse: another one runs in its channel.
            StateUnreadable: it was in no state that the bot knows.
        """

    async def mark_for_removal(self, session: SessionId) -> None:
        """Let the publisher take away what was posted about it, and then the session.

        Raises:
            NotSetAside: it is not in quarantine.
        """

    async def remove(self, session: SessionId) -> None:
        """Drop a session with all that belongs to it."""
