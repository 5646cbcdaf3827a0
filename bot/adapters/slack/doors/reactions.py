"""Reactions: on a step's own message they mark it done, and a raised hand asks to speak."""

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.edge import apologies as edge_apologies
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnEvent, Say
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.payloads.events import Happened, ReactionEvent
from bot.application.use_cases.people import react
from bot.domain.state.agenda import DoneMark
from bot.domain.state.refusals import NotAllowed


def reacted(services: Services, *, added: bool) -> OnEvent:
    async def listener(call: Call, event: Happened) -> Answer:
        if not isinstance(event, ReactionEvent) or event.item.message is None:
            return None
        on = event.item.message
        # A skin tone is no other reaction: `wave::skin-tone-2` is `wave`.
        reaction = event.reaction.partition("::")[0]
        mark = DoneMark(call.asker.person, reaction, event.event_ts, stands=added)
        try:
            await react(services.work, call.asker.seen_in(on.channel), on, mark)
        except NotAllowed as refused:
            # The event of a reaction does not say in which place its answer belongs.
            return Say(edge_apologies.refusal(refused), channel=on.channel)
        return None

    return listener


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    app.event("reaction_added")(answering.event(reacted(services, added=True)))
    app.event("reaction_removed")(answering.event(reacted(services, added=False)))
