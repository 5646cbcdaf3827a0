"""`/worksession time` and `role`."""

from bot.adapters.slack.edge.calls import Answer, Call
from bot.adapters.slack.edge.places import place_of
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.session.part import my_role, say_time


async def time(services: Services, call: Call, _rest: str) -> Answer:
    session = await services.work.peek_in(call.asker, await place_of(services, call))
    return await say_time(services, call, session)


async def role(services: Services, call: Call, _rest: str) -> Answer:
    session = await services.work.peek_in(call.asker, await place_of(services, call))
    return my_role(services, call, session)
