"""How buttons and subcommands reach their functions: one row each, wherever these stand."""

from collections.abc import Awaitable, Callable, Mapping

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnPress
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.payloads.interactions import Pressing

Press = Callable[[Services, Call, Pressed], Awaitable[Answer]]
# What stands behind the subcommand comes as it was typed.
Run = Callable[[Services, Call, str], Awaitable[Answer]]


def listen_to_buttons(
    app: AsyncApp, services: Services, answering: Answering, buttons: Mapping[ActionId, Press]
) -> None:
    for action, press in buttons.items():
        app.action(action.value)(answering.press(_pressed(services, press)))


def _pressed(services: Services, press: Press) -> OnPress:
    async def listener(call: Call, pressing: Pressing) -> Answer:
        return await press(services, call, Pressed.decode(pressing.value or ""))

    return listener
