"""What a person sees at home: the sessions they are in, and the actions they own."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.application.ports import OpenAction, Store
from bot.application.work.admission import Admission
from bot.domain.state.identity import MessageRef, PersonId, TeamId
from bot.domain.state.session import Session


@dataclass(frozen=True, slots=True)
class AtHome:
    """Sessions that run now, each with the place of its card, and the actions somebody owns."""

    sessions: Sequence[tuple[Session, MessageRef | None]]
    actions: Sequence[OpenAction]


class Overview:
    def __init__(self, store: Store, admission: Admission) -> None:
        self._store = store
        self._admission = admission

    async def at_home(self, team: TeamId, person: PersonId) -> AtHome:
        """What a person sees; of channels that they are not in any more, nothing."""
        async with self._store.transaction() as tx:
            sessions = await tx.sessions.live_of(team, person)
            placed = [(session, await tx.posts.card(session.id)) for session in sessions]
            actions = await tx.sessions.actions_of(team, person)
        places = [*(each.place for each in sessions), *(each.place for each in actions)]
        open_places = await self._admission.open_to(person, places)
        return AtHome(
            [(session, card) for session, card in placed if session.place in open_places],
            [action for action in actions if action.place in open_places],
        )
