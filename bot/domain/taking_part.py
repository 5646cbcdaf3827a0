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
from bot.domain.identity import PersonId
from bot.domain.participation import Presence
from bot.domain.refusals import NotNow
from bot.domain.session import LIVE, Moved, Session, SessionState, require_state

ENTRANCES: dict[Presence, tuple[type[PersonJoined | PersonObserves | PersonLeft], str]] = {
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
    before = session.participants
    known = before.get(person)
    if known is not None and known.presence is presence:
        raise NotNow(refusal)
    entered = before.enter(person, presence, now)
    after = entered.with_roles_filled(session.roles)
    facts: list[Fact] = [fact_type(person=person)]
    for role in session.roles:
        if before.holder(role) == person and entered.holder(role) is None:
            facts.append(RoleFreed(role=role, person=person))
    for role in session.roles:
        holder = after.holder(role)
        if holder is not None and holder != entered.holder(role):
            facts.append(RoleGiven(role=role, person=holder, told=holder == person))
    return Moved(replace(session, participants=after)).tell(now, *facts)


def rate(session: Session, person: PersonId, *, worth_it: bool) -> Moved:
    """Say whether the session was worth the time; the last word counts."""
    require_state(session, SessionState.CLOSED)
    if session.participants.get(person) is None:
        raise NotNow("Only people who were in the session can rate it. Thank you all the same!")
    return Moved(
        replace(session, participants=session.participants.rate(person, worth_it=worth_it))
    )
