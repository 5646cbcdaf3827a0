"""Buttons of whoever speaks, and of whoever gives the word."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, Say
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.speaking import views as speaking
from bot.domain.moves import speaking as moves


async def next_speaker(services: Services, call: Call, pressed: Pressed) -> Answer:
    await services.work.make(
        call.asker,
        pressed.session,
        lambda session, by, _now: moves.next_speaker(session, by, pressed.number),
    )
    return None


async def let_pass(services: Services, call: Call, pressed: Pressed) -> Answer:
    session = await services.work.make(
        call.asker,
        pressed.session,
        lambda each, by, _now: moves.pass_turn(each, by, pressed.number),
    )
    return Say(speaking.passed(session, call.asker.person)) if session else None


BUTTONS: Mapping[ActionId, Press] = {
    ActionId.NEXT_SPEAKER: next_speaker,
    ActionId.PASS_TURN: let_pass,
}


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
