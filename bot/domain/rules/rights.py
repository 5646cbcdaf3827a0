"""Who may do what in a session."""

from bot.domain.state.formats import Role
from bot.domain.state.identity import PersonId
from bot.domain.state.people import Presence
from bot.domain.state.refusals import NotAllowed
from bot.domain.state.session import Session

STEERING = frozenset({Role.FACILITATOR, Role.TIMEKEEPER})
CLOSING = frozenset({Role.FACILITATOR})


def may(session: Session, person: PersonId, roles: frozenset[Role]) -> bool:
    """Whether a person may act as one of these roles.

    While a session has no facilitator, everybody who joined may.
    """
    found = session.participants.get(person)
    if found is None or found.presence is not Presence.JOINED:
        return False
    return found.role in roles or session.facilitator is None


def require(session: Session, person: PersonId, roles: frozenset[Role], to_do: str) -> None:
    """Refuse (`NotAllowed`) with whom to ask, unless the person may do it."""
    if may(session, person, roles):
        return
    if session.facilitator is None:
        raise NotAllowed(f"Press Join first, then you can {to_do}.")
    named = {role.value: session.participants.holder(role) for role in Role if role in roles}
    whom = {role: holder for role, holder in named.items() if holder is not None}
    asked = " or ".join(f"{{{role}}} ({role})" for role in whom)
    raise NotAllowed(f"Ask {asked} to {to_do}.", **whom)


def require_joined(session: Session, person: PersonId, to_do: str) -> None:
    """Refuse (`NotAllowed`) unless the person takes part."""
    found = session.participants.get(person)
    if found is None or found.presence is not Presence.JOINED:
        raise NotAllowed(f"Press Join first, then you can {to_do}.")


def require_steerer(session: Session, person: PersonId) -> None:
    """Refuse unless the person may steer the time."""
    require(session, person, STEERING, "steer the time")


def require_closer(session: Session, person: PersonId) -> None:
    """Refuse unless the person may close the session."""
    require(session, person, CLOSING, "close the session")


def steers(session: Session, person: PersonId) -> bool:
    """Whether the person may steer the time."""
    return may(session, person, STEERING)
