"""Reads what stands after `/worksession start`, and the lengths of time in any typed line."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.agenda import minutes
from bot.domain.formats import Advance

# How people write a length; `h` and `m` are its hours and minutes.

_HOURS = r"(?:hours?|hrs?|h|stunden?|std)"
_MINUTES = r"(?:minutes?|minuten?|mins?|mn|m|['\u2019\u2032])"
_LENGTHS = (
    rf"(?P<h>\d{{1,2}}):(?P<m>[0-5]\d)\s*{_HOURS}",
    rf"(?P<h>\d{{1,2}})\s*{_HOURS}\s*(?:and\s+)?(?P<m>\d{{1,2}})\s*{_MINUTES}",
    rf"(?P<h>\d{{1,2}}){_HOURS}(?P<m>\d{{1,2}})",
    rf"(?P<h>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s*{_HOURS}",
    rf"(?P<m>\d{{1,4}})[\s-]?{_MINUTES}",
)
_SPELLED_LENGTHS = {
    "three quarters of an hour": 45,
    "a quarter of an hour": 15,
    "quarter of an hour": 15,
    "quarter hour": 15,
    "viertelstunde": 15,
    "an hour and a half": 90,
    "half an hour": 30,
    "half hour": 30,
    "halbe stunde": 30,
    "an hour": 60,
    "one hour": 60,
    "eine stunde": 60,
}
LENGTH = "|".join((*(re.sub(r"\?P<.>", "?:", shape) for shape in _LENGTHS), *_SPELLED_LENGTHS))

STOP = r"[)\]]?[\s.,;:!]*$"

_NUMBERED = (  # after these words a bare number is a name or a count
    "act part pr issue ticket task chapter step phase sprint version release page section slide "
    "level question option topic item milestone module unit lesson room table group team "
    "week day year no nr top at by of to in until till over under plus and or vs since from "
    "kapitel teil schritt seite woche tag"
)


def _not_after(words: str) -> str:
    return "".join(rf"(?<!^{word}\s)(?<!\s{word}\s)" for word in words.split())


BARE_LENGTH = re.compile(
    r"(?:^|(?<!\d)[:,;=]\s*|\s[~\u2248\u2013\u2014-]\s*|[(\[]\s*|\sfor\s+|(?<=\s)"
    rf"{_not_after(_NUMBERED)})(?P<length>\d{{1,3}}){STOP}",
    re.IGNORECASE,
)


def length_marks(length: str = LENGTH) -> tuple[re.Pattern[str], ...]:
    """Patterns for a length that stands at the end, at the beginning, or set off in between."""
    length = rf"(?<![\w.])(?<!\d[,:])(?P<length>{length})(?!\w)"
    shapes = (
        rf"(?:(?:\bfor|\bca\.?)\s+|[~\u2248(\[]\s*)*{length}{STOP}",
        rf"^[~\u2248(\[]*{length}[)\]]?[:,;|\u2013\u2014-]*\s+(?:(?:of|for)\s+)?(?=\S)",
        rf"\s*[(\[]\s*{length}\s*[)\]](?!\w)",
        rf"[\s,:;|\u2013\u2014-]+{length}(?=\s*[:;,|]\s|\s+[\u2013\u2014-]\s)",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)


def read_length(text: str) -> timedelta | None:
    """The span of time that a text such as `1h30`, `20 min` or `45` stands for, or None.

    A number without a unit is minutes.
    """
    text = " ".join(text.lower().split())
    if text in _SPELLED_LENGTHS:
        return timedelta(minutes=_SPELLED_LENGTHS[text])
    for shape in (*_LENGTHS, r"(?P<m>\d{1,4})"):
        if found := re.fullmatch(shape, text):
            parts = found.groupdict("0")
            hours = float(parts.get("h", "0").replace(",", "."))
            return timedelta(hours=hours, minutes=int(parts.get("m", "0")))
    return None


def tidy(text: str) -> str:
    """The words of a text with single spaces, without the separators around them."""
    separators = " -\u2013\u2014:,;|=~\u2248\u2192"
    return " ".join(text.split()).lstrip(separators).rstrip(separators + "([")


def peel(text: str, marks: Sequence[re.Pattern[str]]) -> tuple[str, Mapping[str, str]]:
    """Take marks off a line, each kind once; of those that match, the first in order goes first.

    A pattern has one group, whose name is the kind of mark. Returns what is left, and the marks.
    """
    text, found = tidy(text), dict[str, str]()
    while hit := next(_hits(text, marks, found), None):
        found |= hit.groupdict()
        text = tidy(text[: hit.start()] + text[hit.end() :])
    return text, found


def _hits(
    text: str, marks: Sequence[re.Pattern[str]], found: Mapping[str, str]
) -> Iterator[re.Match[str]]:
    for mark in marks:
        if not found.keys() & mark.groupindex.keys() and (hit := mark.search(text)):
            yield hit


@dataclass(frozen=True, slots=True, kw_only=True)
class StartLine:
    """What a start line says; None where it says nothing.

    `minutes` are as typed, not yet held against what the format allows. `unavailable_format` is
    a kind of session that is known but cannot be chosen.
    """

    outcome: str = ""
    minutes: int | None = None
    format: str | None = None
    advance: Advance | None = None
    unavailable_format: str | None = None


_FORMATS = {
    "solo": "solo",
    "team": "team",
    "coworking": "coworking",
    "co-working": "coworking",
    "brainstorm": "brainstorm",
    "brainstorming": "brainstorm",
    "deep": "deep",
    "deep work": "deep",
    "workshop": "workshop",
    "training": "training",
    "meeting": "meeting",
}
_ADVANCES = {
    "auto": Advance.AUTO,
    "automatic": Advance.AUTO,
    "manual": Advance.MANUAL,
    "by hand": Advance.MANUAL,
}
_JOINING = "a an the our my your this that each every per for with of in to on and or"

_DOUBLE = '"\u201c\u201d\u201e\u201f\xab\xbb'
_SINGLE = "'\u2018\u2019\u201a\u2039\u203a"
_QUOTED = re.compile(
    rf"([{_DOUBLE}][^{_DOUBLE}]+[{_DOUBLE}]|(?<!\w)[{_SINGLE}][^{_SINGLE}]+[{_SINGLE}](?!\w))"
)


def read_start_line(text: str, format_names: Collection[str]) -> StartLine:
    """Read the options off a start line; what is left is the outcome, in the order it was typed.

    An option (a length, a format, `auto` or `manual`) stands at either end of the text outside
    quotes; in the midst of a sentence, or at its end behind a joining word (`read the manual`),
    it is a word like any other. A bare number is a length where `read_agenda` would take it for
    one. Quotes are optional and may be of any kind; unbalanced ones do no harm.
    """
    formats = {word: name for word, name in _FORMATS.items() if name in format_names}
    formats |= {name.lower(): name for name in format_names}
    marks = (*_option_marks(formats), *length_marks()[:2], BARE_LENGTH)
    options: dict[str, str] = {}
    outcome = ""
    for stretch in _QUOTED.split(text):
        if _QUOTED.fullmatch(stretch):
            outcome += stretch
            continue
        wanted = [mark for mark in marks if not options.keys() & mark.groupindex.keys()]
        left, found = peel(stretch.strip(f"{_DOUBLE} "), wanted)
        outcome += _with_gaps(left.strip(_DOUBLE), stretch) if found else stretch.strip(_DOUBLE)
        options |= {kind: option.lower() for kind, option in found.items()}
    length = read_length(options.get("length", ""))
    return StartLine(
        outcome=_unquoted(tidy(outcome)),
        minutes=None if length is None else minutes(length),
        format=formats.get(options.get("format", "")),
        advance=_ADVANCES.get(options.get("advance", "")),
        unavailable_format=_FORMATS.get(options.get("unavailable", "")),
    )


def _option_marks(formats: Collection[str]) -> Iterator[re.Pattern[str]]:
    kinds = {"format": formats, "unavailable": _FORMATS.keys() - formats, "advance": _ADVANCES}
    for kind, words in kinds.items():
        longest_first = sorted(map(re.escape, words), key=len, reverse=True)
        option = rf"(?P<{kind}>{'|'.join(longest_first) or '(?!)'})"
        yield re.compile(rf"(?:^|(?<=[\s,;:]){_not_after(_JOINING)}){option}{STOP}", re.IGNORECASE)
        yield re.compile(rf"^{option}(?:[\s,;:]+|$)", re.IGNORECASE)


def _with_gaps(left: str, stretch: str) -> str:
    """What is left of a stretch, with a space wherever an option stood between it and quotes."""
    before = "" if stretch.startswith(left) else " "
    return f"{before}{left}{'' if stretch.endswith(left) else ' '}"


def _unquoted(text: str) -> str:
    return text[1:-1].strip() if _QUOTED.fullmatch(text) else text
