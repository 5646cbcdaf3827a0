"""What a person sees at home: the sessions they are in, and the actions they own."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.application.ports import OpenAction
from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.state.identity import MessageRef
from bot.domain.state.session import Session


@dataclass(frozen=True, slots=True)
class AtHome:
    """Sessions that run now, each with the place of its card, and the actions somebody owns."""

    sessions: Sequence[tuple[Session, MessageRef | None]]
    actions: Sequence[OpenAction]


async def at_home(work: Work, asker: Asker) -> AtHome:
    """What a person sees; of channels that they are not in any more, nothing."""
    async with work.store.transaction() as tx:
        sessions = await tx.sessions.live_of(asker.team, asker.person)
        placed = [(session, await tx.posts.card(session.id)) for session in sessions]
        actions = await tx.sessions.actions_of(asker.team, asker.person)
    places = [*(each.place for each in sessions), *(each.place for each in actions)]
    open_places = await work.admission.open_to(asker.person, places)
    return AtHome(
        [(session, card) for session, card in placed if session.place in open_places],
        [action for action in actions if action.place in open_places],
    )
