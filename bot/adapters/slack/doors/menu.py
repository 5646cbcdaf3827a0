"""The menu beside the buttons, and buttons that only open a link."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.captures import listeners as captures
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnPress
from bot.adapters.slack.edge.pressing import Press, listen_to_buttons
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.ids import ActionId, Chosen, Pressed
from bot.adapters.slack.kit.malformed import Malformed
from bot.adapters.slack.payloads.interactions import Pressing
from bot.adapters.slack.recap import listeners as recap
from bot.adapters.slack.session import listeners as session

OPTIONS: Mapping[ActionId, Press] = {**session.BUTTONS, **captures.BUTTONS, **recap.BUTTONS}


async def nothing(_services: Services, _call: Call, _pressed: Pressed) -> Answer:
    """A link opens by itself."""
    return None


def chosen_from_more(services: Services) -> OnPress:
    """The menu beside the buttons: each of its options does what a button would."""

    async def listener(call: Call, pressing: Pressing) -> Answer:
        option = pressing.selected_option
        chosen = Chosen.decode(option.value if option else "")
        if chosen.action not in OPTIONS:
            raise Malformed("selected_option: no button")
        return await OPTIONS[chosen.action](services, call, chosen.pressed)

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    listen_to_buttons(app, services, answering, {ActionId.OPEN_LINK: nothing})
    app.action(ActionId.MORE.value)(answering.press(chosen_from_more(services)))
