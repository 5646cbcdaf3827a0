"""The place that a command is about."""

from bot.adapters.slack.edge.calls import Call
from bot.adapters.slack.edge.services import Services
from bot.application.use_cases.places import open_direct
from bot.domain.state.identity import Place


async def place_of(services: Services, call: Call) -> Place:
    """The place that a command is about: its channel, or a person's direct messages with the bot.

    Whatever direct messages it was typed in, it is about these, where sessions alone are held.

    Raises:
        NotFound: there is no such channel, or they are not in it.
        OutOfTouch: their direct messages cannot be opened now.
    """
    if call.is_direct:
        return await open_direct(services.work, call.asker)
    place = Place(call.asker.team, call.channel_here)
    await services.work.admission.enter(call.asker, place)
    return place
