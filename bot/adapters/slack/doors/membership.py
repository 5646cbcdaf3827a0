"""Who came into a channel, and who left it: Slack tells of both."""

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnEvent
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.payloads.events import Happened
from bot.application.use_cases.people import leave_with_channel
from bot.domain.state.identity import Place


def joined(services: Services) -> OnEvent:
    async def listener(call: Call, _event: Happened) -> Answer:
        place = Place(call.asker.team, call.channel_here)
        services.work.membership.note(place, call.asker.person, is_in=True)
        return None

    return listener


def left(services: Services) -> OnEvent:
    async def listener(call: Call, _event: Happened) -> Answer:
        place = Place(call.asker.team, call.channel_here)
        services.work.membership.note(place, call.asker.person, is_in=False)
        await leave_with_channel(services.work, call.asker, place)
        return None

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    app.event("member_joined_channel")(answering.event(joined(services)))
    app.event("member_left_channel")(answering.event(left(services)))
