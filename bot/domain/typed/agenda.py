"""Reads an agenda the way people type or paste it, and writes it back in the house style."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from difflib import get_close_matches
from itertools import product
from math import ceil

from bot.domain.state.agenda import MINUTE, NO_TIME, Activity, Owner, PlannedItem, minutes
from bot.domain.state.identity import PersonId
from bot.domain.state.nights import MORNING
from bot.domain.typed.lengths import (
    BARE_LENGTH,
    LENGTH,
    STOP,
    length_marks,
    peel,
    read_length,
    tidy,
)
from bot.domain.typed.nights import read_night, read_until

SHORTEST_TIMEBOX, LONGEST_TIMEBOX = 1 * MINUTE, 480 * MINUTE
LONGEST_TITLE = 150
# Far more than the longest title with its marks: looking for marks takes its time in longer lines,
# and there is no item to find.
LONGEST_AGENDA_LINE = 300

_USUAL_TIMEBOX = 10 * MINUTE


@dataclass(frozen=True, slots=True)
class UnreadableLine:
    """A line that is no item yet: its number from 1, what was typed, and what to type instead."""

    number: int
    text: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class AgendaText:
    """What a text says; `passed_over` numbers the lines without an item, such as table heads."""

    items: tuple[PlannedItem, ...]
    unreadable: tuple[UnreadableLine, ...] = ()
    passed_over: tuple[int, ...] = ()


# How people write clocks, owners, tables and activities.

_CLOCK = r"(?:(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]m\b)?|(?:0?[1-9]|1[0-2])[ap]m\b)"
_CLOCKS = rf"{_CLOCK}\s*(?:[-\u2013\u2014]|to|until|till|bis)\s*{_CLOCK}"

_OWNER_HEADS = r"owners?|who|lead|person|presenters?|responsible|wer"
_OWNER_HEAD = re.compile(rf"\b(?:{_OWNER_HEADS})\b")
_HEADS = re.compile(
    rf"{_OWNER_HEADS}|topics?|items?|titles?|what|agenda|activity|steps?|subject|notes|no|nr|thema"
    r"|time|timing|when|minutes|mins?|duration|length|start|end|from|to|zeit|dauer"
)
_ENDS = frozenset(("end", "the end", "close", "done", "finish", "ende", "schluss"))

_BREAK = r"(?:break|\w*pause|breather|recess|coffee|tea|lunch|lunchtime|mittagessen)"
_KIND = r"(?:(?:a|the|short|long|quick|bio|screen|stretch|coffee|tea|lunch|snack|kurze) )*"
_WORDS_FOR = (  # what a title begins with, or is, when its activity is clear
    (rf"{_KIND}{_BREAK}(?: (?:and |und |& )?{_BREAK})*(?: \d+)?", Activity.BREAK),
    (r"check-?in\b.*|check in", Activity.CHECK_IN),
    (r"(?:ideas|ideation|brainstorm(?:ing)?|brainwriting)\b.*", Activity.IDEAS),
    (r"(?:dot[ -])?(?:vote|voting)\b.*", Activity.VOTE),
    (r"(?:(?:go|speaking|opening|closing)[ -]?)?round|round[ -]robin", Activity.ROUND),
    (r"shar(?:e|ing)\b.*|show (?:and|&) tell|demos?", Activity.SHARE),
    (r"wins?(?: round)?", Activity.WINS),
)
_TAGS = {activity.value.replace("_", ""): activity for activity in Activity}
_NIGHT_TAG = Activity.DAY_BREAK.value.replace("_", "")

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"), " ")
_QUOTES = re.compile(r'"([^"]+)"|\u201c(.+)\u201d|\xab(.+)\xbb|\*\*(.+)\*\*|\*([^*]+)\*')
_BULLETS = re.compile(
    r"^(?:(?:[-*+>\u2022\u2013\u2014\xb7\u25aa\u25e6\u25cf\u25cb\u2023\u2192]|#{1,6}|\(?\d{1,2}[.)]"
    r"|\d\ufe0f?\u20e3|[a-zA-Z]\))\s+|[\u2610\u2611\u2705\u2713\u2714]\ufe0f?\s*|\[[ xX]?\]\s*)+"
)
_OWNER = r'(?:<@[UW]\w+(?:\|[^>]*)?>|@"[^"]+"|@\w(?:[\w.\'\u2019-]*\w)?)'
_AND = r"(?:\s*[,/&+]\s*|\s+and\s+|\s+und\s+|\s+)"
_OWNERS = rf"{_OWNER}(?:{_AND}{_OWNER})*"
_BY = r"(?:(?:owner|lead|by):?\s+)?"
_LENGTH_CELL = re.compile(rf"{_CLOCKS}|{LENGTH}", re.IGNORECASE)
_LENGTH_HEAD = re.compile(r"time|min|dur|length|zeit|dauer")
_RULER = re.compile(r"[\s|:+=_*\u2022\u2013\u2014-]*")
_NAME = re.compile(r"[^\W\d_][\w.'\u2019-]*(?: [^\W\d_][\w.'\u2019-]*)?")
_SECONDS = re.compile(r"(?<![\w.])(\d{1,5})\s?(?:s|secs?|seconds?|sekunden?)\b", re.IGNORECASE)
_EDGE = r"(?:^|(?<=[\s,;:|(\[\u2013\u2014-]))"
_MARKS = (
    re.compile(rf"{_EDGE}{_BY}(?P<owner>{_OWNERS}){STOP}", re.IGNORECASE),
    re.compile(rf"{_EDGE}(?P<tag>#[^\W\d_][\w-]*(?:[\s,]+#[^\W\d_][\w-]*)*){STOP}"),
    re.compile(rf"^(?P<tag>#(?:{'|'.join(_TAGS)}|check[_-]in))\b", re.IGNORECASE),
    re.compile(rf"^(?P<owner>{_OWNER})(?!{_AND}{_OWNER})[\s:,|\u2013\u2014-]+", re.IGNORECASE),
    *length_marks(rf"{_CLOCKS}|{LENGTH}"),
    re.compile(rf"^(?P<clock>{_CLOCK})(?:\s*uhr)?[:,|]?\s+", re.IGNORECASE),
    BARE_LENGTH,
)
_NIGHT_MARKS = tuple(mark for mark in _MARKS if "length" not in mark.groupindex)


def read_agenda(text: str) -> AgendaText:
    """Read one item from each line; a line that is no item comes back with a suggestion.

    The length of an item is, in this order: a length with a unit at the end of the line, at its
    beginning, or set off by brackets or commas; two clocks, as in `9:00-9:20`; a number without a
    unit at the end of the line. Such a bare number counts as minutes unless it has four digits
    (`Goals for 2025`) or follows a word that is usually numbered (`PR 1234`, `Chapter 3`, `Top 3`)
    without a colon, dash or bracket between. Numbers elsewhere belong to the title. Where every
    line begins with a clock, the time to the next one is the length, and clocks leave the titles.

    Marks (`@owner`, `#activity`, the length) are read at either end of a line only, so that a
    sentence that mentions somebody stays whole; quotes around a title protect all of it. A line is
    also unreadable when it has two owners, an unknown activity, less than a minute or more than
    480, or a title of more than 150 characters. No line is dropped: each one that is not blank is
    an item, unreadable, or passed over (a table's head or ruler, the closing `10:00 End`).
    """
    typed = {number: raw for number, raw in enumerate(text.splitlines(), 1) if raw.strip()}
    readings = [(line.number, *_meaning(line)) for line in _timed(tuple(_lines(typed)))]
    return AgendaText(
        items=tuple(item for _, item, exact in readings if exact),
        unreadable=tuple(
            UnreadableLine(number, typed[number].strip(), write_agenda((item,)))
            for number, item, exact in readings
            if not exact
        ),
        passed_over=tuple(sorted(typed.keys() - {number for number, _, _ in readings})),
    )


def write_agenda(items: Iterable[PlannedItem]) -> str:
    """Write items in the house style, `Title 15 @ana #activity`, so that they read back the same.

    A day break is written `Day break until 9:00`.
    The activity stands only where the title does not tell it; a title that would be misread is
    put in quotes. Timeboxes are written in whole minutes.
    """
    return "\n".join(_written(item) for item in items)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line taken apart; without a `length` of its own, `guess` is for the suggestion only.

    `until` is what stands after that word in a line that is a day break; None in any other.
    """

    number: int
    title: str
    marks: Mapping[str, str]
    length: timedelta | None = None
    guess: timedelta = _USUAL_TIMEBOX
    until: str | None = None


def _lines(typed: Mapping[int, str]) -> Iterator[_Line]:
    heads: Sequence[str] = ()
    for number, raw in typed.items():
        text = raw.translate(_INVISIBLE).strip()
        if len(text) > LONGEST_AGENDA_LINE:
            yield _Line(number, text, {})
            continue
        words = re.findall(r"[^\W_]+", text.lower())
        if words == ["agenda"] or (len(words) > 1 and all(map(_HEADS.fullmatch, words))):
            heads = _cells(text)
        elif not _RULER.fullmatch(text):
            row = _unrolled(_cells(_BULLETS.sub("", text)), heads)
            row = _BULLETS.sub("", row)
            rest, marks = peel(row, _MARKS)
            yield _night(number, row) or _Line(number, _unquoted(rest), marks)


def _night(number: int, row: str) -> _Line | None:
    """The day break that a row is, if its title or its tag says so."""
    rest, marks = peel(row, _NIGHT_MARKS)
    tag = re.sub(r"[#_-]", "", marks.get("tag", "").lower())
    night = read_night(rest, is_tagged=tag == _NIGHT_TAG) if tag in {"", _NIGHT_TAG} else None
    return _Line(number, _unquoted(night.title), marks, until=night.until) if night else None


def _cells(text: str) -> Sequence[str]:
    cells = [text]
    if "\t" in text:
        cells = text.split("\t")
    elif text.startswith("|") or (" | " in text and not text.startswith('"')):
        cells = re.split(r"\|(?![^<]*>)", text.strip("|"))
    return [cell.strip() for cell in cells]


def _unrolled(cells: Sequence[str], heads: Sequence[str]) -> str:
    """A table's row as a plain line: title, length, owner."""
    if len(cells) == 1:
        return cells[0]
    length, owner = _length_column(cells, heads), _owner_column(cells, heads)
    title = [cell for at, cell in enumerate(cells) if cell and at not in (length, owner)]
    if title and title[0].isdecimal():
        title[0] += "."
    parts = [" \u2013 ".join(title)]
    if length is not None:
        parts.append(f"{cells[length]} min" if cells[length].isdecimal() else cells[length])
    if owner is not None:
        name = cells[owner].replace('"', "")
        parts.append(name if re.fullmatch(_OWNERS, name) else f'@"{name}"')
    return " ".join(parts)


def _length_column(cells: Sequence[str], heads: Sequence[str]) -> int | None:
    """The last cell that is a length; a bare number in the first column only counts the rows."""
    exact = [at for at, cell in enumerate(cells) if _LENGTH_CELL.fullmatch(cell)]
    bare = [at for at, cell in enumerate(cells) if re.fullmatch(r"\d{1,3}", cell)]
    if bare[:1] == [0] and not (heads and _LENGTH_HEAD.search(heads[0].lower())):
        bare = bare[1:]
    return next(reversed(exact or bare), None)


def _owner_column(cells: Sequence[str], heads: Sequence[str]) -> int | None:
    """The column whose head says so; in a table without heads, a name after the title."""
    if heads:
        named = [at for at, head in enumerate(heads) if _OWNER_HEAD.search(head.lower())]
    else:
        texts = [at for at, cell in enumerate(cells) if re.match(r"[^\W\d]", cell)]
        named = [at for at in texts[1:] if _NAME.fullmatch(cells[at])]
    return next((at for at in reversed(named) if at < len(cells) and cells[at]), None)


def _unquoted(title: str) -> str:
    quoted = _QUOTES.fullmatch(title)
    return quoted[quoted.lastindex or 0].strip() if quoted else title


def _timed(lines: Sequence[_Line]) -> Sequence[_Line]:
    """Give each line its length: its own or, where all lines have clocks, that to the next one."""
    clocked = all("clock" in line.marks for line in lines if line.until is None)
    timed = [
        _with_length(line, following, clocked=clocked)
        for line, following in zip(lines, [*lines, None][1:], strict=True)
    ]
    closing = len(timed) > 1 and clocked and timed[-1].length is None
    return timed[:-1] if closing and timed[-1].title.lower() in _ENDS else timed


def _with_length(line: _Line, following: _Line | None, *, clocked: bool) -> _Line:
    if line.until is not None:
        return line
    clock, until = (each.marks.get("clock") if each else None for each in (line, following))
    if length := _length(line.marks.get("length", "")):
        title = f"{clock} {line.title}" if clock and line.title and not clocked else line.title
        return replace(line, title=title, length=length, guess=length)
    if clock and until:
        gap = _between(clock, until)
        return replace(line, length=gap if clocked else None, guess=gap)
    if seconds := _SECONDS.search(line.title):
        title = tidy(_SECONDS.sub("", line.title, 1))
        return replace(line, title=title, guess=timedelta(seconds=int(seconds[1])))
    return line


def _length(mark: str) -> timedelta | None:
    clocks = re.findall(_CLOCK, mark, re.IGNORECASE)
    return _between(*clocks) if len(clocks) == 2 else read_length(mark)


def _between(start: str, end: str) -> timedelta:
    """From one clock to a later one; without am and pm, noon may lie between them."""
    span = _since_midnight(end) - _since_midnight(start)
    return span if span >= timedelta(0) else span % timedelta(hours=12)


def _since_midnight(clock: str) -> timedelta:
    hours, minute, *_ = *re.findall(r"\d+", clock), "0"
    return timedelta(hours=int(hours), minutes=int(minute))


def _meaning(line: _Line) -> tuple[PlannedItem, bool]:
    """The item nearest to a line, and whether it is exactly what the line says."""
    owners = re.findall(_OWNER, line.marks.get("owner", ""))
    typed = re.findall(r"#([\w-]+)", line.marks.get("tag", "").lower())
    tags = [re.sub(r"[_-]", "", tag) for tag in typed]
    known = [_TAGS[near] for tag in tags for near in get_close_matches(tag, _TAGS, n=1)]
    if line.until is not None:
        known = [Activity.DAY_BREAK]
    activity = known[0] if known else Activity.WORK
    title = " ".join((line.title or activity.replace("_", "-").capitalize(), *owners[1:]))
    if len(title) > LONGEST_TITLE:
        title = f"{title[: LONGEST_TITLE - 1].rstrip()}\u2026"
    timebox = MINUTE * ceil(line.guess / MINUTE)
    item = PlannedItem(
        title=title,
        timebox=min(max(timebox, SHORTEST_TIMEBOX), LONGEST_TIMEBOX),
        activity=activity if known else _activity_of(title),
        owner=_owner(owners[0]) if owners else None,
    )
    clear = len(owners) <= 1 and len(tags) <= 1 and _TAGS.keys() >= {*tags}
    if item.is_day_break:
        until = read_until(line.until or "")
        night = replace(item, timebox=NO_TIME, until=until or MORNING)
        return night, clear and until is not None and item.title == line.title
    return item, clear and (item.title, item.timebox) == (line.title, line.length)


def _activity_of(title: str) -> Activity:
    words = " ".join(re.sub(r"[^\w\s&/-]", " ", title.lower()).split())
    clear = (activity for shape, activity in _WORDS_FOR if re.fullmatch(shape, words))
    return next(clear, Activity.WORK)


def _owner(mention: str) -> Owner:
    if mention.startswith("<"):
        return Owner(person=PersonId(mention.strip("<@>").partition("|")[0]))
    return Owner(name=mention.strip('@"'))


def _written(item: PlannedItem) -> str:
    """The shortest line that reads back as the item."""
    title, length = " ".join(item.title.split()), str(minutes(item.timebox))
    ends = (f" until {item.until}",) if item.is_day_break else (f" {length}", f" {length} min")
    titles = (title, f'"{title}"', f"\u201c{title}\u201d")
    owners = [""]
    if item.owner:
        person, name = item.owner.person, item.owner.name
        owners = [f" <@{person}>"] if person else [f" @{name}", f' @"{name}"']
    choices = product(titles, ends, owners, ("", f" #{item.activity}"))
    lines = ["".join(parts) for parts in choices]
    return next((line for line in lines if _says(line, replace(item, title=title))), lines[0])


def _says(line: str, item: PlannedItem) -> bool:
    return [(item, True)] == [_meaning(each) for each in _timed(tuple(_lines({1: line})))]
