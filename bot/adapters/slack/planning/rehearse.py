"""`/worksession rehearse`: a plan played to one person."""

from bot.adapters.slack.edge.calls import Answer, Call, Say
from bot.adapters.slack.edge.places import place_of
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.planning.views import rehearsals
from bot.application.use_cases import rehearse as use_cases


async def rehearse(services: Services, call: Call, rest: str) -> Answer:
    """Play a format, a template or the channel's last plan in the person's direct messages."""
    place = await place_of(services, call)
    session = await use_cases.rehearse(services.work, call.asker, place, rest.lower())
    return Say(rehearsals.begun(session)) if session else None
