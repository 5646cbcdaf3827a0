"""Moves of people: join, observe, leave; roles go to whoever came first."""

from dataclasses import replace
from datetime import datetime

from bot.domain.facts import (
    Fact,
    PersonJoined,
    PersonLeft,
    PersonObserves,
    RoleFreed,
    RoleGiven,
)
from bot.domain.formats import Role
from bot.domain.identity import PersonId
from bot.domain.participation import Participants, Presence
from bot.domain.refusals import NotNow
from bot.domain.session import Moved, Session, SessionState, require_state

LIVE = (SessionState.RUNNING, SessionState.PAUSED)
ENTRANCES: dict[Presence, tuple[type[Fact], str]] = {
    Presence.JOINED: (PersonJoined, "You are already in. Press My role to see your part."),
    Presence.OBSERVING: (PersonObserves, "You are already watching. Press Join to take part."),
    Presence.LEFT: (PersonLeft, "You are not in this session. Press Join to take part."),
}


def join(session: Session, person: PersonId, now: datetime) -> Moved:
    return _enter(session, person, Presence.JOINED, now)


def observe(session: Session, person: PersonId, now: datetime) -> Moved:
    return _enter(session, person, Presence.OBSERVING, now)


def leave(session: Session, person: PersonId, now: datetime) -> Moved:
    """Leave; a role that was held goes to the next person."""
    if session.participants.get(person) is None:
        raise NotNow(ENTRANCES[Presence.LEFT][1])
    return _enter(session, person, Presence.LEFT, now)


def _enter(session: Session, person: PersonId, presence: Presence, now: datetime) -> Moved:
    require_state(session, *LIVE)
    fact_type, refusal = ENTRANCES[presence]
    known = session.participants.get(person)
    if known is not None and known.presence is presence:
        raise NotNow(refusal)
    role = known.role if known else None
    entered = replace(session, participants=session.participants.enter(person, presence, now))
    facts: list[Fact] = [fact_type(person=person)]  # type: ignore[call-arg]
    if role is not None and presence is not Presence.JOINED:
        facts.append(RoleFreed(role=role, person=person))
    return Moved(entered).tell(now, *facts).then(lambda after: fill_roles(after, now))


def fill_roles(session: Session, now: datetime) -> Moved:
    """Give every free role to somebody who joined: who came first, gets the first."""
    participants = session.participants
    facts: list[Fact] = []
    for role in session.roles:
        if participants.holder(role) is not None:
            continue
        candidate = _candidate(participants, role)
        if candidate is None:
            continue
        participants = participants.give(role, candidate)
        facts.append(RoleGiven(role=role, person=candidate))
    return Moved(replace(session, participants=participants)).tell(now, *facts)


def _candidate(participants: Participants, role: Role) -> PersonId | None:
    free = participants.first_free()
    if free is None and role is Role.FACILITATOR and participants.joined:
        return participants.joined[0].person
    return free


def rate(session: Session, person: PersonId, *, worth_it: bool) -> Moved:
    """Say whether the session was worth the time; the last word counts."""
    require_state(session, SessionState.CLOSED)
    if session.participants.get(person) is None:
        raise NotNow("Only people who were in the session can rate it. Thank you all the same!")
    return Moved(
        replace(session, participants=session.participants.rate(person, worth_it=worth_it))
    )
