"""What people ask about their own part in the session."""

from bot.adapters.slack.edge.calls import Call, Say
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.session import answers
from bot.application.work.pace import session_now
from bot.domain.rules.tasks import task_of
from bot.domain.state.session import Session


async def say_time(services: Services, call: Call, session: Session) -> Say:
    """How much time is left, in the zone of whoever asks."""
    zone = await services.work.directory.zone(call.asker.team, call.asker.person)
    return Say(answers.time_left(session, session_now(session, services.work.clock.now()), zone))


def my_role(services: Services, call: Call, session: Session) -> Say:
    """What whoever asks does in the running step."""
    task = task_of(session, call.asker.person, services.work.formats[session.format])
    return Say(answers.my_role(session, call.asker.person, task))
