"""Moves before the first item: change the plan, queue it, start it, cancel it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.moves.people import roles_given
from bot.domain.moves.time import begin_next
from bot.domain.state.agenda import PlannedItem
from bot.domain.state.facts import (
    PersonJoined,
    SessionCancelled,
    SessionQueued,
    SessionStarted,
    TurnCame,
)
from bot.domain.state.formats import Role
from bot.domain.state.identity import PersonId, SessionId
from bot.domain.state.people import NOBODY, Presence
from bot.domain.state.refusals import NotAllowed, WrongInput
from bot.domain.state.session import Moved, Session, SessionState, agenda_of, require_state

Plan = tuple[PlannedItem, ...]


def start(session: Session, by: PersonId, now: datetime) -> Moved:
    """Start a planned session: who starts it facilitates, and is the first to join.

    Raises:
        WrongInput: the agenda is empty.
    """
    _require_own_plan(session, by)
    if not session.items:
        raise WrongInput("The agenda is empty. Add at least one line, such as `Work 25`.")
    named = session.participants.enter(by, Presence.JOINED, now).give(Role.FACILITATOR, by)
    people = named.with_roles_filled(session.roles)
    joined = [
        PersonJoined(person=each.person, invited=each.person != by and each.role is None)
        for each in people.joined
    ]
    given = roles_given(NOBODY, people, pressed_by=by)
    running = replace(
        session, state=session.state.to(SessionState.RUNNING), started_at=now, participants=people
    )
    return (
        Moved(running)
        .tell(now, SessionStarted(by=by), *joined, *given)
        .then(lambda after: begin_next(after, now))
    )


def invite(
    session: Session,
    by: PersonId,
    people: tuple[PersonId, ...],
    wishes: Mapping[Role, PersonId],
    now: datetime,
) -> Session:
    """Set who is in the session from the first minute, and who was asked to hold a role."""
    _require_own_plan(session, by)
    participants = NOBODY
    for person in dict.fromkeys((by, *wishes.values(), *people)):
        participants = participants.enter(person, Presence.JOINED, now)
    for role, person in wishes.items():
        if person == by:
            raise WrongInput(f"You facilitate already. Choose somebody else as {role.value}.")
        if participants.role_of(person) is not None:
            raise WrongInput(f"One person holds one role. Choose somebody else as {role.value}.")
        participants = participants.give(role, person)
    return replace(session, participants=participants)


def revise(session: Session, by: PersonId, draft: Session) -> Moved:
    """Replace a plan by what its owner typed anew; in the same channel it stays in its queue."""
    _require_own_plan(session, by)
    kept = replace(draft, last_record=session.last_record)
    if draft.place == session.place:
        kept = replace(kept, queued_after=session.queued_after, turn_came=session.turn_came)
    return Moved(kept)


def set_like(session: Session, draft: Session) -> Session:
    """A draft with what nobody is asked when a plan of its format is edited in its place."""
    if (draft.format, draft.place) != (session.format, session.place):
        return draft
    return replace(
        draft,
        roles=session.roles,
        posting=session.posting,
        activities=draft.activities.holding(session.activities.board, session.activities.breakouts),
    )


def change_plan(session: Session, by: PersonId, change: Callable[[Session], Plan]) -> Moved:
    """Replace the agenda of a session that has not started by a changed one."""
    _require_own_plan(session, by)
    return Moved(replace(session, items=agenda_of(change(session)), concerns_kept=False))


def keep_plan(session: Session, by: PersonId) -> Moved:
    """Keep the plan as it is, whatever the time check says."""
    _require_own_plan(session, by)
    return Moved(replace(session, concerns_kept=True))


def queue(session: Session, by: PersonId, after: SessionId, now: datetime) -> Moved:
    """Let a plan wait until the session that runs in its channel has closed."""
    _require_own_plan(session, by)
    waiting = replace(session, queued_after=after, turn_came=False)
    return Moved(waiting).tell(now, SessionQueued(by=by))


def take_turn(session: Session, now: datetime) -> Moved:
    """The session before this one has closed: whoever planned this one is asked to start it.

    It stays the first in line until it starts or is cancelled, and is asked again if need be.
    """
    require_state(session, SessionState.PLANNED)
    return Moved(replace(session, queued_after=None, turn_came=True)).tell(now, TurnCame())


def cancel(session: Session, by: PersonId, now: datetime) -> Moved:
    _require_own_plan(session, by)
    cancelled = replace(session, state=session.state.to(SessionState.CANCELLED), closed_at=now)
    return Moved(cancelled).tell(now, SessionCancelled(by=by))


def _require_own_plan(session: Session, by: PersonId) -> None:
    require_state(session, SessionState.PLANNED)
    if by != session.planned_by:
        raise NotAllowed("This plan belongs to {owner}. Ask them.", owner=session.planned_by)
