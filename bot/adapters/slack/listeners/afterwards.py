"""What people do about a session that is over: reopen it, or let it leave no trace."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.answering import Answer, Answering, Call
from bot.adapters.slack.ids import ActionId, Pressed
from bot.adapters.slack.listeners.pressing import Press, listen_to_buttons
from bot.adapters.slack.services import Services
from bot.application import afterwards


async def reopen(services: Services, call: Call, pressed: Pressed) -> Answer:
    await afterwards.reopen(services.changes, call.asker, pressed.session)
    return None


BUTTONS: Mapping[ActionId, Press] = {ActionId.REOPEN: reopen}


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, BUTTONS)
