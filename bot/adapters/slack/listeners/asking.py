"""Private answers that more than one kind of listener gives."""

from bot.adapters.slack.answering import Call, Say
from bot.adapters.slack.services import Services
from bot.adapters.slack.views import answers
from bot.domain.session import Session
from bot.domain.tasks import task_of


async def say_time(services: Services, call: Call, session: Session) -> Say:
    """How much time is left, in the zone of whoever asks."""
    zone = await services.directory.zone(call.asker.team, call.asker.person)
    return Say(answers.time_left(session, services.clock.now(), zone))


def my_role(services: Services, call: Call, session: Session) -> Say:
    """What whoever asks does in the running step."""
    task = task_of(session, call.asker.person, services.formats[session.format])
    return Say(answers.my_role(session, call.asker.person, task))
