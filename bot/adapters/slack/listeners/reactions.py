"""Reactions: on a step's own message they mark it done, and a raised hand asks to speak."""

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.answering import Answering
from bot.adapters.slack.calls import Answer, Call, Listener, Say
from bot.adapters.slack.services import Services
from bot.adapters.slack.views import answers
from bot.domain.agenda import DoneMark
from bot.domain.identity import ChannelId, MessageRef
from bot.domain.refusals import NotAllowed


def reacted(services: Services, *, added: bool) -> Listener:
    async def listener(call: Call) -> Answer:
        event = call.body["event"]
        item = event["item"]
        if item["type"] == "message":
            # A skin tone is no other reaction: `wave::skin-tone-2` is `wave`.
            reaction = event["reaction"].partition("::")[0]
            on = MessageRef(ChannelId(item["channel"]), item["ts"])
            mark = DoneMark(call.asker.person, reaction, event["event_ts"], stands=added)
            try:
                await services.ticking.react(call.asker.seen_in(on.channel), on, mark)
            except NotAllowed as refused:
                # The event of a reaction does not say in which place its answer belongs.
                return Say(answers.refusal(refused), channel=on.channel)
        return None

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    app.event("reaction_added")(answering.event(reacted(services, added=True)))
    app.event("reaction_removed")(answering.event(reacted(services, added=False)))
