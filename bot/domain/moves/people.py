"""Moves of people: join, observe, leave; roles go to whoever came first."""

from dataclasses import replace
from datetime import datetime

from bot.domain.moves.activities import people_changed
from bot.domain.state.facts import (
    Fact,
    PersonJoined,
    PersonLeft,
    PersonObserves,
    RoleFreed,
    RoleGiven,
)
from bot.domain.state.formats import Role
from bot.domain.state.identity import PersonId
from bot.domain.state.people import Participants, Presence
from bot.domain.state.refusals import NotAllowed, NotNow
from bot.domain.state.session import LIVE, Moved, Session, SessionState, require_state

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


def leave_if_in(session: Session, person: PersonId, now: datetime) -> Moved:
    """Leave a session that runs, for somebody who may not be in it at all."""
    known = session.participants.get(person)
    if not session.is_live or known is None or known.presence is Presence.LEFT:
        return Moved(session)
    return leave(session, person, now)


def _enter(session: Session, person: PersonId, presence: Presence, now: datetime) -> Moved:
    require_state(session, *LIVE)
    if session.place.is_direct and person != session.planned_by:
        raise NotAllowed("This session is for one person alone. Start your own!")
    fact_type, refusal = ENTRANCES[presence]
    known = session.participants.get(person)
    if known is not None and known.presence is presence:
        raise NotNow(refusal)
    entered = session.participants.enter(person, presence, now)
    filled = entered.with_roles_filled(session.roles)
    facts: list[Fact] = [fact_type(person=person)]
    if known is not None and known.role is not None:
        facts.append(RoleFreed(role=known.role, person=person))
    given = roles_given(entered, filled, pressed_by=person)
    entered_now = Moved(replace(session, participants=filled)).tell(now, *facts, *given)
    return people_changed(entered_now, now)


def roles_given(
    before: Participants, after: Participants, pressed_by: PersonId
) -> tuple[RoleGiven, ...]:
    """Who holds a role now and did not before; whoever pressed is told in the answer."""
    holders = [(role, after.holder(role)) for role in Role]
    return tuple(
        RoleGiven(role=role, person=holder, told=holder == pressed_by)
        for role, holder in holders
        if holder is not None and holder != before.holder(role)
    )


def rate(session: Session, person: PersonId, *, worth_it: bool) -> Moved:
    """Say whether the session was worth the time; the last word counts."""
    require_state(session, SessionState.CLOSED)
    if session.participants.get(person) is None:
        raise NotNow("Only people who were in the session can rate it. Thank you all the same!")
    return Moved(
        replace(session, participants=session.participants.rate(person, worth_it=worth_it))
    )
