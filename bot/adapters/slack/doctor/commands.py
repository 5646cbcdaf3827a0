"""`/worksession doctor`."""

from bot.adapters.slack.doctor import answers
from bot.adapters.slack.edge.calls import Answer, Call, Say
from bot.adapters.slack.edge.places import place_of
from bot.adapters.slack.edge.services import Services


async def doctor(services: Services, call: Call, _rest: str) -> Answer:
    if call.is_direct:
        return Say(answers.only_in_channels())
    found = await services.examine(await place_of(services, call))
    return Say(answers.examined(found))
