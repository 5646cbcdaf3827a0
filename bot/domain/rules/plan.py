"""Arithmetic of a plan: what is wrong with it, and how to fit, break up and scale it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate, count, groupby

from bot.domain.state.agenda import MINUTE, NO_TIME, Activity, PlannedItem, minutes, total
from bot.domain.state.formats import SessionFormat
from bot.domain.state.nights import MORNING
from bot.domain.state.refusals import Refusal
from bot.domain.typed.agenda import LONGEST_TITLE

Items = tuple[PlannedItem, ...]

LONGEST_STRETCH = 60 * MINUTE
SHORT_BREAK, LONG_BREAK = 5 * MINUTE, 10 * MINUTE
WORTH_TELLING = 5 * MINUTE
LONG_SESSION = 90 * MINUTE
LONG_DAY = 300 * MINUTE
NIGHT = PlannedItem(title="Day break", timebox=NO_TIME, activity=Activity.DAY_BREAK, until=MORNING)

CONTINUED = " (continued)"
_PART = re.compile(r" \((?:continued|\d+ of \d+)\)$")  # what a part of an item ends with
_NEAR_THE_MIDDLE = 15  # minutes; a border further away makes two parts too unlike
_SHORTEST_PART = 5  # minutes that an item keeps on either side of a break
_TIDY, _TIDY_FROM = 5, 30  # minutes; people plan in fives


class CannotFit(Refusal):
    """The steps cannot be given the time there is."""


@dataclass(frozen=True, slots=True)
class OverSlot:
    """The plan is longer than its slot, by so much."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class UnderSlot:
    """The plan leaves a part of its slot open."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class NoBreak:
    """People work for more than an hour: there is no break before `after` from the start."""

    after: timedelta


Concern = OverSlot | UnderSlot | NoBreak


def concerns(items: Items, slot: timedelta) -> tuple[Concern, ...]:
    """What is wrong with a plan; of several stretches without a break, the longest is told."""
    found: list[Concern] = []
    if total(items) > slot:
        found.append(OverSlot(total(items) - slot))
    elif slot - total(items) >= WORTH_TELLING:
        found.append(UnderSlot(slot - total(items)))
    if _lacks_break(items):
        found.append(NoBreak(total(items[: _longest_stretch(items).stop])))
    return tuple(found)


def fit(items: Items, slot: timedelta) -> Items:
    """Shorten a plan that is over its slot to exactly the slot, in whole minutes.

    Items shrink in proportion, to no less than a minute. Breaks keep their length unless nothing
    else helps, and at least 5 minutes of it. A plan that is not over its slot stays as it is.

    Raises:
        CannotFit: the slot is too short even so.
    """
    if total(items) <= slot:
        return items
    whole = slot // MINUTE
    breaks = [minutes(item.timebox) for item in items if item.is_break]
    others = [minutes(item.timebox) for item in items if not item.is_break]
    bounds = [(min(minutes(SHORT_BREAK), each), each) for each in breaks]
    needed = sum(least for least, _ in bounds) + len(others)
    if needed > whole:
        raise CannotFit(
            f"These steps need at least {needed} minutes, and there are {whole}. "
            "Take steps out, or make the session longer."
        )
    if sum(breaks) + len(others) > whole:
        breaks = _shared(whole - len(others), breaks, bounds)
    others = _shared(whole - sum(breaks), others, [(min(1, each), each) for each in others])
    lengths = {True: iter(breaks), False: iter(others)}
    return tuple(replace(item, timebox=next(lengths[item.is_break]) * MINUTE) for item in items)


def add_break(items: Items, slot: timedelta) -> Items:
    """Put a break into the longest stretch without one, if that is longer than an hour.

    The break goes to the border of two items nearest to the middle; where none is near, or the
    parts would be longer than an hour and need not be, it goes into an item. It takes 5 minutes,
    10 in a slot of more than 90. A plan that was within its slot is fitted to stay so.

    Raises:
        CannotFit: there are so many items that no time is left for a break.
    """
    if not _lacks_break(items):
        return items
    longer = _numbered(_with_break(items, _break_in(slot)))
    return longer if total(items) > slot else fit(longer, slot)


def scaled(session_format: SessionFormat, length: timedelta) -> Items:
    """The agenda of a format for a length in whole minutes, with breaks where it needs them.

    The time is shared by weight, within the bounds of each item and in fives where that works;
    its total, breaks included, is exactly the length. What is longer than a day of the format
    takes several equal days, with a night between; a long day has one long break.

    Raises:
        CannotFit: the bounds do not allow this length.
    """
    plans = (_in_days(session_format, length, breaks) for breaks in count())
    return _numbered(next(plan for plan in plans if not _lacks_break(plan)))


def _break_in(slot: timedelta) -> timedelta:
    return LONG_BREAK if slot > LONG_SESSION else SHORT_BREAK


def _lacks_break(items: Items) -> bool:
    stretch = _longest_stretch(items)
    return total(items[stretch.start : stretch.stop]) > LONGEST_STRETCH


def _longest_stretch(items: Items) -> range:
    """The places of the items in the longest time without a break, the first of equals."""
    runs = groupby(range(len(items)), key=lambda at: items[at].is_break)
    stretches = [list(run) for is_break, run in runs if not is_break]
    ranges = (range(run[0], run[-1] + 1) for run in stretches)
    return max(ranges, key=lambda run: total(items[run.start : run.stop]), default=range(0))


def _shared(whole: int, weights: Sequence[float], bounds: Sequence[tuple[int, int]]) -> list[int]:
    """Share a whole number by weight, by largest remainder, within (least, most) for each."""
    shares = [least for least, _ in bounds]
    ideal = [whole * weight / (sum(weights) or 1) for weight in weights]
    for _ in range(whole - sum(shares)):
        growing = [at for at, (_, most) in enumerate(bounds) if shares[at] < most]
        shares[max(growing, key=lambda at: ideal[at] - shares[at])] += 1
    return shares


def _in_days(session_format: SessionFormat, length: timedelta, breaks: int) -> Items:
    """The agenda with so many short breaks in each of its days."""
    count_of_days = -(-length // (session_format.day or length))
    long = session_format.long_break if length > count_of_days * LONG_DAY else NO_TIME
    pause = _break_in(length)
    work = length - count_of_days * (long + breaks * pause)
    coming = _without_breaks(session_format, work)
    planned: Items = ()
    for days_left in range(count_of_days, 1, -1):
        today, coming = _parted(coming, _evening(coming, minutes(total(coming)) // days_left))
        planned += (*_with_breaks(today, long, breaks, pause), NIGHT)
    return planned + _with_breaks(coming, long, breaks, pause)


def _evening(items: Items, at: int) -> int:
    """Where a day ends: at a border of two items, where one is so near that a part were tiny."""
    borders = accumulate(minutes(item.timebox) for item in items)
    return next((each for each in borders if abs(each - at) < _SHORTEST_PART), at)


def _with_breaks(items: Items, long: timedelta, breaks: int, pause: timedelta) -> Items:
    if long:
        items = _with_break(items, long, title="Long break")
    for _ in range(breaks):
        stretch = _longest_stretch(items)
        parts = -(-total(items[stretch.start : stretch.stop]) // LONGEST_STRETCH)
        items = _with_break(items, pause, max(2, parts))
    return items


def _without_breaks(session_format: SessionFormat, length: timedelta) -> Items:
    agenda, whole = session_format.agenda, length // MINUTE
    bounds = [(item.at_least, item.at_most) for item in agenda]
    least, most = (sum(each) for each in zip(*bounds, strict=True))
    if not least <= whole <= most:
        raise CannotFit(
            f"{session_format.title}: the steps take {least} to {most} minutes together, and "
            f"there are {whole}. Choose another length, or write your own agenda."
        )
    shares = _in_fives(whole, [item.weight for item in agenda], bounds)
    return tuple(
        PlannedItem(title=item.title, timebox=share * MINUTE, activity=item.activity)
        for item, share in zip(agenda, shares, strict=True)
    )


def _in_fives(
    whole: int, weights: Sequence[float], bounds: Sequence[tuple[int, int]]
) -> Sequence[int]:
    """Shares that are multiples of five, but for the longest, which takes what is left over."""
    fives = [(-(-least // _TIDY), most // _TIDY) for least, most in bounds]
    least, most = (sum(each) for each in zip(*fives, strict=True))
    possible = all(low <= high for low, high in fives) and least <= whole // _TIDY <= most
    if whole < _TIDY_FROM or not possible:
        return _shared(whole, weights, bounds)
    shares = [_TIDY * each for each in _shared(whole // _TIDY, weights, fives)]
    longest = shares.index(max(shares))
    rest = [(share, high) for share, (_, high) in zip(shares, bounds, strict=True)]
    return _shared(whole, [at == longest for at in range(len(shares))], rest)


def _with_break(items: Items, pause: timedelta, parts: int = 2, title: str = "Break") -> Items:
    """The items with a break in the longest stretch without one.

    It is the middle one of those which make so many parts of the stretch.
    """
    place = _longest_stretch(items)
    stretch = items[place.start : place.stop]
    cut = _best_cut([minutes(item.timebox) for item in stretch], parts)
    before, after = _parted(stretch, cut)
    rest = PlannedItem(title=title, timebox=pause, activity=Activity.BREAK)
    return (*items[: place.start], *before, rest, *after, *items[place.stop :])


def _best_cut(lengths: Sequence[int], parts: int) -> int:
    """Where to cut a stretch of items into so many parts first: minutes from its start."""
    whole, first = sum(lengths), parts // 2
    middle = whole * first / parts
    borders = list(accumulate(lengths))[:-1]
    near = [at for at in borders if abs(at - middle) <= _NEAR_THE_MIDDLE]
    edges = (0, *borders, whole)
    inside = [at for at in range(whole) if all(abs(at - edge) >= _SHORTEST_PART for edge in edges)]
    pools = (near, [at for at in inside if at % _TIDY == 0], inside)
    limit = minutes(LONGEST_STRETCH)
    short = (
        [at for at in pool if at <= first * limit and whole - at <= (parts - first) * limit]
        for pool in pools
    )
    best = next(pool for pool in (*short, *pools, borders) if pool)
    return min(best, key=lambda at: abs(at - middle))


def _parted(items: Items, at: int) -> tuple[Items, Items]:
    """The items before and after so many minutes; an item that goes on there is split."""
    starts = [0, *accumulate(minutes(item.timebox) for item in items)]
    place = bisect_right(starts, at) - 1
    if starts[place] == at:
        return items[:place], items[place:]
    item = items[place]
    first = replace(item, timebox=(at - starts[place]) * MINUTE)
    second = replace(_continued(item), timebox=item.timebox - first.timebox)
    return (*items[:place], first), (second, *items[place + 1 :])


def _continued(item: PlannedItem) -> PlannedItem:
    return _titled(item, CONTINUED)


def _titled(item: PlannedItem, ending: str) -> PlannedItem:
    """The item with this ending instead of the one it has as a part of a longer one."""
    title = _PART.sub("", item.title)[: LONGEST_TITLE - len(ending)]
    return replace(item, title=title + ending)


def _numbered(items: Items) -> Items:
    """The items, where one of more than two parts has its parts numbered: `Build (2 of 4)`."""
    work = (at for at, item in enumerate(items) if not item.is_break)
    named = list(items)
    for _, group in groupby(work, key=lambda at: _PART.sub("", items[at].title)):
        parts = list(group)
        if len(parts) > 2 and any(items[at].title.endswith(CONTINUED) for at in parts):
            for number, at in enumerate(parts, 1):
                named[at] = _titled(items[at], f" ({number} of {len(parts)})")
    return tuple(named)
