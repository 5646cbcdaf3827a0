"""`/worksession again`: the last session once more."""

from dataclasses import replace

from bot.adapters.slack.edge.calls import Answer, Call, Say
from bot.adapters.slack.edge.places import place_of
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.planning import answers
from bot.adapters.slack.planning.busy import already_running
from bot.adapters.slack.planning.views import confirm
from bot.application.use_cases.again import plan_again
from bot.application.use_cases.planning import NotInChannel, look
from bot.domain.state.refusals import NotFound


async def again(services: Services, call: Call, _rest: str) -> Answer:
    """`/worksession again`: the last session's plan, to be started by a tap."""
    place = await place_of(services, call)
    try:
        busy = await look(services.work, place)
    except NotInChannel:
        return Say(answers.not_a_member(services.bot_name))
    try:
        planned = await plan_again(services.work, call.asker, place)
    except NotFound:
        if busy is None:
            raise
        return already_running(services, call, busy)
    if planned is None:
        return None
    if busy is not None:
        return already_running(services, call, replace(busy, plan=planned.session.id))
    return Say(
        confirm.confirm_message(planned.session, services.work.clock.now(), carried=planned.carried)
    )
