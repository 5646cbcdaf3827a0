"""App Home: what runs, what is mine to do, how to begin."""

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnEvent, PublishHome
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.home.views import home_view
from bot.adapters.slack.payloads.events import Happened, HomeEvent
from bot.application.use_cases.home import at_home


def opened(services: Services) -> OnEvent:
    async def listener(call: Call, event: Happened) -> Answer:
        if not isinstance(event, HomeEvent) or event.tab != "home":
            return None
        found = await at_home(services.work, call.asker)
        return PublishHome(home_view(found.sessions, found.actions, services.workspace_url))

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    app.event("app_home_opened")(answering.event(opened(services)))
