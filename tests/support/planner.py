"""What a plan asks the world for, the same in every run."""

from dataclasses import dataclass

from bot.domain.state.identity import PersonId, Place, SessionId, TeamId
from tests.support.sessions import DIRECT, ZONE


@dataclass
class Planner:
    """The ports Ids, Directory, Membership and DirectMessages."""

    last: int = 0

    async def zone(self, _team: TeamId, _person: PersonId) -> str:
        return ZONE

    async def bot_is_in(self, _place: Place) -> bool:
        return True

    async def is_bot(self, _team: TeamId, _person: PersonId) -> bool:
        return False

    async def is_in(self, _place: Place, _person: PersonId) -> bool:
        return True

    def note(self, _place: Place, _person: PersonId, *, is_in: bool) -> None:
        """Everybody is everywhere, whatever is noted."""

    def sight(self, _place: Place, _person: PersonId) -> None:
        """Everybody is everywhere, whatever is seen."""

    async def with_bot(self, _team: TeamId, _person: PersonId) -> Place:
        return DIRECT

    def new_session(self) -> SessionId:
        self.last += 1
        return SessionId(f"new {self.last}")

    def new_secret(self) -> str:
        return "secret"
