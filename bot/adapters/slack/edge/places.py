"""Private answers that more than one kind of listener gives."""

from bot.adapters.slack.edge.calls import Call, Say
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.text import permalink
from bot.adapters.slack.planning import answers as planning_answers
from bot.adapters.slack.session import answers
from bot.application.use_cases.planning import Busy
from bot.application.work.pace import session_now
from bot.domain.rules.rights import CLOSING, may
from bot.domain.rules.tasks import task_of
from bot.domain.state.identity import Place
from bot.domain.state.session import Session


async def place_of(services: Services, call: Call) -> Place:
    """The place that a command is about: its channel, or a person's direct messages with the bot.

    Whatever direct messages it was typed in, it is about these, where sessions alone are held.

    Raises:
        NotFound: there is no such channel, or they are not in it.
        OutOfTouch: their direct messages cannot be opened now.
    """
    if call.is_direct:
        return await services.planning.direct(call.asker)
    place = Place(call.asker.team, call.channel_here)
    await services.admission.enter(call.asker, place)
    return place


def already_running(services: Services, call: Call, busy: Busy) -> Say:
    """What to do about the session that runs in the channel."""
    link = permalink(services.workspace_url, busy.card) if busy.card else None
    return Say(
        planning_answers.already_running(
            busy.running,
            link,
            plan=busy.plan,
            may_close=may(busy.running, call.asker.person, CLOSING),
        )
    )


async def say_time(services: Services, call: Call, session: Session) -> Say:
    """How much time is left, in the zone of whoever asks."""
    zone = await services.directory.zone(call.asker.team, call.asker.person)
    return Say(answers.time_left(session, session_now(session, services.clock.now()), zone))


def my_role(services: Services, call: Call, session: Session) -> Say:
    """What whoever asks does in the running step."""
    task = task_of(session, call.asker.person, services.formats[session.format])
    return Say(answers.my_role(session, call.asker.person, task))
