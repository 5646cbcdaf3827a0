"""What people do about a session that is over: reopen it, or let it leave no trace."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.afterwards import views
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, Say
from bot.adapters.slack.edge.places import place_of
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.application.use_cases import afterwards
from bot.domain.moves import discard as moves


async def reopen(services: Services, call: Call, pressed: Pressed) -> Answer:
    await afterwards.reopen(services.work, call.asker, pressed.session)
    return None


async def ask_to_discard(services: Services, call: Call, _rest: str) -> Answer:
    """`/worksession discard`: say what would go before anything goes."""
    place = await place_of(services, call)
    session = await afterwards.to_discard(services.work, call.asker, place)
    return Say(views.discard_confirm(session))


async def discard(services: Services, call: Call, pressed: Pressed) -> Answer:
    done = await services.work.make(
        call.asker,
        pressed.session,
        moves.discard,
    )
    return Say(views.discarded(), instead=True) if done else None


async def keep(_services: Services, _call: Call, _pressed: Pressed) -> Answer:
    return Say(views.kept(), instead=True)


BUTTONS: Mapping[ActionId, Press] = {
    ActionId.REOPEN: reopen,
    ActionId.DISCARD: discard,
    ActionId.KEEP_SESSION: keep,
}


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
