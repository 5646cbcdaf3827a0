"""The oracle: what became of the promise that everything is in Slack exactly once, in order.

It knows nothing of the publisher, of the database or of the local Slack: only what a session should
have in Slack, what stands there, and what people did.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    """What can be wrong with a session in the end."""

    DOUBLED = "doubled"
    LOST = "lost"
    OUT_OF_ORDER = "out of order"
    STALE = "stale"
    CAPTURES_LOST = "captures lost"
    CAPTURES_DOUBLED = "captures doubled"
    TICKS_WRONG = "ticks wrong"
    PRESSES_DOUBLED = "presses doubled"
    PRESSES_LOST = "presses lost"
    LEFT_BEHIND = "left behind"
    UNFINISHED = "unfinished"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Problem:
    kind: Kind
    session: str
    key: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel, or a thread of it."""

    channel: str
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A post that should be there.

    `content` is what it should say, for posts that are kept up to date.
    """

    key: str
    spot: Spot
    content: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A post that is there; `ts` is when it was written, by which Slack sorts."""

    key: str
    spot: Spot
    ts: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that was captured by a word in the thread.

    `taken_at` is when Slack first heard that the bot had it; None if never.
    """

    text: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """The done mark of one person on one step: as it is in Slack, and as the bot has it.

    `taken_at` is when Slack had heard of every change of it that the bot had it; None if never.
    """

    step: str
    person: str
    in_slack: bool
    in_bot: bool
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One session at the end.

    Attributes:
        turns: The place of each key in the order in which the posts became wanted. A key without
            one may come at any time.
        recap: Every page of the recap, as people read it.
        closed_at: When it was over for the first time; what the bot took later need not have had an
            effect.
        discarded: Whether nothing of it may stand anywhere.
        presses: How often people pressed a button that has its effect at most once, by its name.
        taken: How many of them Slack heard the bot take, which it did not refuse.
        effects: How often it had one.
    """

    session: str
    wanted: tuple[Wanted, ...]
    found: tuple[Found, ...]
    turns: Mapping[str, float]
    recap: str = ""
    closed_at: datetime | None = None
    discarded: bool = False
    said: tuple[Said, ...] = ()
    ticks: tuple[Tick, ...] = ()
    presses: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)
    effects: Mapping[str, int] = field(default_factory=dict)


def problems_of(case: Case) -> tuple[Problem, ...]:
    """Everything that is wrong with a session."""
    if case.discarded:
        about = "of a session that was discarded"
        return tuple(
            Problem(Kind.LEFT_BEHIND, case.session, each.key, about) for each in case.found
        )
    found = (*_posts(case), *_order(case), *_captures(case), *_ticks(case), *_presses(case))
    return tuple(Problem(kind, case.session, key, about) for kind, key, about in found)


Complaint = tuple[Kind, str, str]


def _posts(case: Case) -> Iterator[Complaint]:
    for key, count in Counter(each.key for each in case.found).items():
        if count > 1:
            yield Kind.DOUBLED, key, f"{count} times"
    standing = {(each.key, each.spot): each for each in case.found}
    for wanted in case.wanted:
        found = standing.get((wanted.key, wanted.spot))
        if found is None:
            yield Kind.LOST, wanted.key, f"not in {wanted.spot}"
        elif wanted.content is not None and found.content != wanted.content:
            yield Kind.STALE, wanted.key, f"is {found.content}\nnot {wanted.content}"


def _order(case: Case) -> Iterator[Complaint]:
    """Each post that stands before one that was wanted earlier."""
    for spot in sorted({each.spot for each in case.found}, key=str):
        here = [each for each in case.found if each.spot == spot and each.key in case.turns]
        here.sort(key=lambda each: each.ts)
        for before, after in pairwise(here):
            if case.turns[before.key] > case.turns[after.key]:
                yield Kind.OUT_OF_ORDER, after.key, f"comes after {before.key} in {spot}"


def _captures(case: Case) -> Iterator[Complaint]:
    for said in case.said:
        count = case.recap.count(said.text)
        if count > 1:
            yield Kind.CAPTURES_DOUBLED, said.text, f"{count} times"
        if count == 0 and _in_time(case, said.taken_at):
            yield Kind.CAPTURES_LOST, said.text, f"taken at {said.taken_at}"


def _ticks(case: Case) -> Iterator[Complaint]:
    for tick in case.ticks:
        if _in_time(case, tick.taken_at) and tick.in_slack != tick.in_bot:
            about = f"{tick.in_slack} in Slack, {tick.in_bot} for the bot"
            yield Kind.TICKS_WRONG, f"{tick.step} of {tick.person}", about


def _presses(case: Case) -> Iterator[Complaint]:
    for button, count in case.effects.items():
        pressed = case.presses.get(button, 0)
        if count > pressed:
            yield Kind.PRESSES_DOUBLED, button, f"{count} effects of {pressed} presses"
    for button, taken in case.taken.items():
        count = case.effects.get(button, 0)
        if count < taken:
            yield Kind.PRESSES_LOST, button, f"{count} effects of {taken} presses that were taken"


def _in_time(case: Case, taken_at: datetime | None) -> bool:
    return taken_at is not None and (case.closed_at is None or taken_at < case.closed_at)


def counted(problems: Iterable[Problem]) -> Mapping[Kind, int]:
    """How many there are of each kind."""
    counts = Counter(each.kind for each in problems)
    return {kind: counts[kind] for kind in Kind}
