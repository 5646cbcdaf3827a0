"""The agenda: timeboxed items in order, each with an activity and perhaps an owner."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.transitions import Transitions, follow

NO_TIME = timedelta(0)
MINUTE = timedelta(minutes=1)
CUE_SHARE = 0.8


class Activity(StrEnum):
    """What people do together while an item runs."""

    WORK = "work"
    BREAK = "break"
    DAY_BREAK = "day_break"
    CHECK_IN = "check_in"
    IDEAS = "ideas"
    VOTE = "vote"
    ROUND = "round"
    SHARE = "share"
    GROUPS = "groups"
    QUIZ = "quiz"
    WINS = "wins"


BREAKS = frozenset({Activity.BREAK, Activity.DAY_BREAK})


class ItemState(StrEnum):
    """Where the clock is with an item; whether its work is done is `AgendaItem.done_by`."""

    PENDING = "pending"
    RUNNING = "running"
    ENDED = "ended"
    SKIPPED = "skipped"
    PARKED = "parked"

    def to(self, state: "ItemState") -> "ItemState":
        return follow(ITEM_TRANSITIONS, self, state)


ITEM_TRANSITIONS: Transitions[ItemState] = {
    (ItemState.PENDING, ItemState.RUNNING): ("start", "next", "skip", "park", "clock", "undo"),
    (ItemState.PENDING, ItemState.PARKED): ("park", "edit plan"),
    (ItemState.RUNNING, ItemState.ENDED): ("next", "close", "clock", "undo"),
    (ItemState.RUNNING, ItemState.SKIPPED): ("skip", "undo"),
    (ItemState.RUNNING, ItemState.PARKED): ("park", "undo"),
    (ItemState.RUNNING, ItemState.PENDING): ("back", "undo"),
    (ItemState.ENDED, ItemState.RUNNING): ("back", "reopen", "undo"),
    (ItemState.SKIPPED, ItemState.RUNNING): ("back", "undo"),
    (ItemState.PARKED, ItemState.RUNNING): ("back", "undo"),
    (ItemState.PARKED, ItemState.PENDING): ("undo",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who looks after an item: somebody Slack knows, or just the name that was typed."""

    person: PersonId | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """One line of a plan, before the session has begun.

    A day break has no timebox of its own: it goes on `until` a clock such as `9:00` or `Mon 9:00`.
    """

    title: str
    timebox: timedelta
    activity: Activity = Activity.WORK
    owner: Owner | None = None
    until: str = ""

    @property
    def is_break(self) -> bool:
        return self.activity in BREAKS

    @property
    def is_day_break(self) -> bool:
        return self.activity is Activity.DAY_BREAK


class DoneMark(NamedTuple):
    """The latest news of one person's reaction that says an item is done.

    `made_at` is Slack's `event_ts`, a string that sorts by time: an event that arrives late must
    not undo a later one. `stands` is False once the reaction was taken back.
    """

    person: PersonId
    reaction: str
    made_at: str = ""
    stands: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One item of a session's agenda.

    `timebox` is the time it has now, `planned` the time that somebody last wrote down for it, none
    once it was written out of the plan; `paused_for` is how long the session stood still while it
    ran; `overtime_given` counts the steps of overtime that have passed. All moments are in UTC.

    A day break gets its timebox when it begins, from the clock `until` which it goes on; `planned`
    is the working time that should lie before it, from the start of the session on.
    """

    id: ItemId
    title: str
    timebox: timedelta
    planned: timedelta
    activity: Activity = Activity.WORK
    owner: Owner | None = None
    until: str = ""
    state: ItemState = ItemState.PENDING
    started_at: datetime | None = None
    ended_at: datetime | None = None
    paused_for: timedelta = NO_TIME
    done_marks: tuple[DoneMark, ...] = ()
    cue_given: bool = False
    time_up_given: bool = False
    overtime_given: int = 0

    @property
    def is_break(self) -> bool:
        return self.activity in BREAKS

    @property
    def is_day_break(self) -> bool:
        return self.activity is Activity.DAY_BREAK

    @property
    def as_planned(self) -> PlannedItem:
        """The line of a plan that stands for it as it is now."""
        return PlannedItem(
            title=self.title,
            timebox=NO_TIME if self.is_day_break else self.timebox,
            activity=self.activity,
            owner=self.owner,
            until=self.until,
        )

    @property
    def done_by(self) -> tuple[PersonId, ...]:
        """Who marked it done, in the order of their first marks."""
        return tuple(dict.fromkeys(mark.person for mark in self.done_marks if mark.stands))

    @property
    def due_at(self) -> datetime | None:
        """When its timebox runs out; None before it has started."""
        if self.started_at is None:
            return None
        return self.started_at + self.timebox + self.paused_for

    @property
    def cue_at(self) -> datetime | None:
        """When most of its time is gone, and people are told so."""
        due = self.due_at
        return None if due is None else due - self.timebox * (1 - CUE_SHARE)

    @property
    def actual(self) -> timedelta | None:
        """How long it really took, pauses left out; None until it has ended."""
        if self.started_at is None or self.ended_at is None:
            return None
        return max(NO_TIME, self.ended_at - self.started_at - self.paused_for)


def minutes(span: timedelta) -> int:
    """Whole minutes of a span of time, rounded to the nearest."""
    return round(span / MINUTE)


def total(items: tuple[PlannedItem, ...]) -> timedelta:
    """The working time of a plan, breaks included; its nights do not count."""
    return sum((item.timebox for item in items), NO_TIME)
