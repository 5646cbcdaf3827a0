"""The session: one value that holds everything its rules need."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from bot.domain.state.activities import NO_ACTIVITIES, Activities, ActivityState
from bot.domain.state.agenda import NO_TIME, AgendaItem, ItemState, PlannedItem, total
from bot.domain.state.captures import Capture
from bot.domain.state.facts import Change, Fact, Loss, Posting, Record
from bot.domain.state.formats import Advance, Role
from bot.domain.state.identity import ItemId, PersonId, Place, SessionId
from bot.domain.state.nights import morning_after
from bot.domain.state.people import NOBODY, Participants
from bot.domain.state.refusals import AlreadyMoved, NotNow
from bot.domain.state.transitions import Transitions, follow


class SessionState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    DISCARDED = "discarded"

    def to(self, state: "SessionState") -> "SessionState":
        return follow(SESSION_TRANSITIONS, self, state)


SESSION_TRANSITIONS: Transitions[SessionState] = {
    (SessionState.PLANNED, SessionState.RUNNING): ("start",),
    (SessionState.PLANNED, SessionState.CANCELLED): ("cancel",),
    (SessionState.RUNNING, SessionState.PAUSED): ("pause", "lost channel", "undo"),
    (SessionState.RUNNING, SessionState.CLOSED): ("close", "clock"),
    (SessionState.RUNNING, SessionState.DISCARDED): ("discard",),
    (SessionState.PAUSED, SessionState.RUNNING): ("resume", "clock", "undo"),
    (SessionState.PAUSED, SessionState.CLOSED): ("close", "clock"),
    (SessionState.PAUSED, SessionState.DISCARDED): ("discard",),
    (SessionState.CLOSED, SessionState.RUNNING): ("reopen",),
    (SessionState.CLOSED, SessionState.PAUSED): ("reopen",),
    (SessionState.CLOSED, SessionState.DISCARDED): ("discard",),
}

LIVE = frozenset({SessionState.RUNNING, SessionState.PAUSED})
USUAL_DONE_REACTIONS = ("white_check_mark",)


class Result(StrEnum):
    """How the outcome turned out, in the facilitator's judgement."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Everything about a session that a change of its time can change."""

    state: SessionState
    slot: timedelta
    items: tuple[AgendaItem, ...]
    paused_since: datetime | None
    finished_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """The last change of the time, and what would bring back how things were `before` it.

    `item` ran and `state` held right after it: if the clock has moved on since, it cannot be
    taken back any more.
    """

    change: Change
    by: PersonId
    at: datetime
    before: Timing
    item: ItemId | None
    state: SessionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A time-limited block in which a group gets one outcome done.

    `slot` is its working time, breaks included, nights left out; `zone` is the IANA name of the
    time zone its clocks are told in; `done_reactions` are the emoji
    that mark an item done; `queued_after` is what a plan waits for in line, until its `turn_came`
    and it may start; `closes_at` is when it closes by itself, once somebody was asked;
    `undoable` are the changes of its time that can be taken back, the newest first;
    `told_behind` is the delay that somebody was last asked about; `lost` is why its channel is out
    of reach, once somebody was told; `away_since` is set while it has not yet caught up with an
    absence of the bot; `reopening` is how things stood right before the close, while it can be
    opened again; its time runs `pace` times as fast as the real one. All moments are in UTC.
    """

    id: SessionId
    place: Place
    format: str
    outcome: str
    measure: str
    slot: timedelta
    advance: Advance
    posting: Posting
    roles: tuple[Role, ...]
    zone: str
    planned_by: PersonId
    planned_at: datetime
    items: tuple[AgendaItem, ...]
    done_reactions: tuple[str, ...] = USUAL_DONE_REACTIONS
    state: SessionState = SessionState.PLANNED
    concerns_kept: bool = False
    queued_after: SessionId | None = None
    turn_came: bool = False
    participants: Participants = NOBODY
    captures: tuple[Capture, ...] = ()
    started_at: datetime | None = None
    paused_since: datetime | None = None
    finished_at: datetime | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: PersonId | None = None
    result: Result | None = None
    result_link: str = ""
    note: str = ""
    lost: Loss | None = None
    away_since: datetime | None = None
    last_record: int = 0
    told_behind: timedelta = NO_TIME
    undoable: tuple[Undo, ...] = ()
    activities: Activities = NO_ACTIVITIES
    reopening: Timing | None = None
    pace: int = 1

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_rehearsal(self) -> bool:
        """Whether it is only played, fast and to one person."""
        return self.pace != 1

    @property
    def current(self) -> AgendaItem | None:
        """The item that is running; None before the start and after the last one."""
        return next((item for item in self.items if item.state is ItemState.RUNNING), None)

    @property
    def pending(self) -> tuple[AgendaItem, ...]:
        return tuple(item for item in self.items if item.state is ItemState.PENDING)

    @property
    def last_change(self) -> Undo | None:
        """The last change of the time, unless the clock has moved on since."""
        current = self.current.id if self.current else None
        last = self.undoable[0] if self.undoable else None
        return last if last and (last.item, last.state) == (current, self.state) else None

    @property
    def timing(self) -> Timing:
        """What a change of its time would have to bring back."""
        return Timing(
            state=self.state,
            slot=self.slot,
            items=self.items,
            paused_since=self.paused_since,
            finished_at=self.finished_at,
            closes_at=self.closes_at,
        )

    @property
    def today(self) -> tuple[AgendaItem, ...]:
        """What is still to come before the next night, or before the end."""
        return tuple(takewhile(lambda item: not item.is_day_break, self.pending))

    @property
    def next_night(self) -> AgendaItem | None:
        """The day break that is still to come first."""
        return next((item for item in self.pending if item.is_day_break), None)

    @property
    def hard_end(self) -> datetime | None:
        """When the session should end (UTC), or its day, if a night is still to come.

        A night takes up what the day before it was late. None before the session has started.
        """
        begun = [item for item in self.items if item.is_day_break and item.started_at is not None]
        begins = self._morning_after(begun[-1]) if begun else self.started_at
        if begins is None:
            return None
        worked = begun[-1].planned if begun else NO_TIME
        return begins + (self.next_night.planned if self.next_night else self.slot) - worked

    def _morning_after(self, night: AgendaItem) -> datetime | None:
        """When a night that has begun should end, or did end, if that was earlier."""
        if night.started_at is None:
            return None
        morning = morning_after(night.until, night.started_at, self.zone)
        return morning if night.ended_at is None else min(morning, night.ended_at)

    @property
    def facilitator(self) -> PersonId | None:
        return self.participants.holder(Role.FACILITATOR)

    @property
    def in_charge(self) -> PersonId:
        """Who is asked about the session: its facilitator, or else whoever planned it."""
        return self.facilitator or self.planned_by

    @property
    def plan(self) -> tuple[PlannedItem, ...]:
        return tuple(item.as_planned for item in self.items)

    def item(self, item_id: ItemId) -> AgendaItem | None:
        return next((item for item in self.items if item.id == item_id), None)

    def step(self, item_id: ItemId) -> int:
        """The place of an item among the steps, from 1."""
        return 1 + [item.id for item in self.items].index(item_id)

    def with_activity(self, *changed: ActivityState) -> "Session":
        return replace(self, activities=self.activities.holding(*changed))

    def with_item(self, changed: AgendaItem) -> "Session":
        items = tuple(changed if item.id == changed.id else item for item in self.items)
        return replace(self, items=items)


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move gives: the session after it, and what happened, in order."""

    session: Session
    records: tuple[Record, ...] = ()

    def tell(self, at: datetime, *facts: Fact) -> "Moved":
        """Add facts that happened at a moment."""
        first = self.session.last_record + 1
        records = tuple(Record(number, at, fact) for number, fact in enumerate(facts, first))
        session = replace(self.session, last_record=self.session.last_record + len(facts))
        return Moved(session, (*self.records, *records))

    def then(self, move: "Callable[[Session], Moved]") -> "Moved":
        """Make another move after this one."""
        after = move(self.session)
        return Moved(after.session, (*self.records, *after.records))


def agenda_of(plan: tuple[PlannedItem, ...]) -> tuple[AgendaItem, ...]:
    """The agenda that a plan becomes, its items numbered from 1."""
    return tuple(
        AgendaItem(
            id=ItemId(number),
            title=item.title,
            timebox=item.timebox,
            planned=total(plan[: number - 1]) if item.is_day_break else item.timebox,
            activity=item.activity,
            owner=item.owner,
            until=item.until,
        )
        for number, item in enumerate(plan, 1)
    )


STATE_REFUSALS = {
    SessionState.PLANNED: "This session has not started yet. Press Start in your plan first.",
    SessionState.PAUSED: "The session is paused. Press Resume first.",
    SessionState.CLOSED: "This session is closed. Type `/worksession start` for a new one.",
    SessionState.CANCELLED: "This plan was cancelled. Type `/worksession start` for a new one.",
    SessionState.DISCARDED: "This session was discarded. Type `/worksession start` for a new one.",
    SessionState.RUNNING: "This session is already running.",
}


def require_state(session: Session, *states: SessionState) -> None:
    """Refuse (`NotNow`) unless the session is in one of these states."""
    if session.state not in states:
        raise NotNow(STATE_REFUSALS[session.state])


def require_current(session: Session, seen: ItemId | None) -> AgendaItem:
    """The item the session is at, if it is still the one the person saw when they pressed.

    Raises:
        NotNow: the agenda is over.
        AlreadyMoved: somebody moved the session on in the meantime.
    """
    current = session.current
    if current is None:
        if seen is None:
            raise NotNow("The agenda is through. Press Close to finish, or Back for more time.")
        raise AlreadyMoved("The agenda is already through. Press Close to finish.")
    if seen != current.id:
        raise AlreadyMoved(f"Already moved to step {session.step(current.id)}: {current.title}.")
    return current
