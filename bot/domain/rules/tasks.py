"""What each person does in a step, so that everybody is active."""

from bot.domain.state.formats import SessionFormat
from bot.domain.state.identity import PersonId
from bot.domain.state.people import Presence
from bot.domain.state.refusals import NotNow
from bot.domain.state.session import Session


def task_of(session: Session, person: PersonId, session_format: SessionFormat) -> str:
    """The task of a person in the running item, in one or two sentences.

    Raises:
        NotNow: the person does not take part, or no item is running.
    """
    found = session.participants.get(person)
    if found is None or found.presence is not Presence.JOINED:
        raise NotNow("You have no part yet. Press Join to take one.")
    current = session.current
    if current is None:
        raise NotNow("No step is running now. Have a look at the card for what is next.")
    tasks = session_format.tasks[current.activity]
    if found.role is not None and found.role in tasks.roles:
        return tasks.roles[found.role]
    others = [each.person for each in session.participants.joined if each.role is None]
    place = others.index(person) if person in others else 0
    return tasks.everybody[place % len(tasks.everybody)]
