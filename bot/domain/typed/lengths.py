"""Lengths of time in any line that people type."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

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

_DAYS = r"(?P<days>\d{1,2}(?:[.,]5)?|two|three|four|five)[\s-]?(?:days?|d|tage?)"
_SPELLED_DAYS = {
    "half a day": 0.5,
    "half day": 0.5,
    "half-day": 0.5,
    "halber tag": 0.5,
    "ein halber tag": 0.5,
    "a full day": 1.0,
    "full day": 1.0,
    "a whole day": 1.0,
    "ein tag": 1.0,
}
_COUNTED = {"two": "2", "three": "3", "four": "4", "five": "5"}
# The longest comes first, so that `ein halber tag` is not taken for `halber tag`.
DAYS = "|".join((*sorted(_SPELLED_DAYS, key=len, reverse=True), _DAYS.replace("?P<days>", "?:")))

STOP = r"[)\]]?[\s.,;:!]*$"

_NUMBERED = (  # after these words a bare number is a name or a count
    "act part pr issue ticket task chapter step phase sprint version release page section slide "
    "level question option topic item milestone module unit lesson room table group team "
    "week day year no nr top at by of to in until till over under plus and or vs since from "
    "kapitel teil schritt seite woche tag"
)


def not_after(words: str) -> str:
    """A pattern that matches where none of these words stands right before."""
    return "".join(rf"(?<!^{word}\s)(?<!\s{word}\s)" for word in words.split())


BARE_LENGTH = re.compile(
    r"(?:^|(?<!\d)[:,;=]\s*|\s[~\u2248\u2013\u2014-]\s*|[(\[]\s*|\sfor\s+|(?<=\s)"
    rf"{not_after(_NUMBERED)})(?P<length>\d{{1,3}}){STOP}",
    re.IGNORECASE,
)


def length_marks(length: str = LENGTH) -> tuple[re.Pattern[str], ...]:
    """Patterns for a length that stands at the end, at the beginning, or set off in between."""
    length = rf"(?<![\w.])(?<!\d[,:])(?P<length>{length})(?!\w)"
    shapes = (
        rf"(?:(?:\bfor|\bca\.?)\s+|[~\u2248(\[]\s*){{0,4}}{length}{STOP}",
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


def read_days(text: str) -> float | None:
    """How many days a text such as `half a day`, `2d` or `3 Tage` stands for, or None."""
    text = " ".join(text.lower().split())
    if text in _SPELLED_DAYS:
        return _SPELLED_DAYS[text]
    found = re.fullmatch(_DAYS, text)
    if found is None:
        return None
    return float(_COUNTED.get(found["days"], found["days"]).replace(",", "."))


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
