"""Reads what stands after `/worksession start`."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.state.agenda import minutes
from bot.domain.state.formats import Advance
from bot.domain.typed.lengths import (
    BARE_LENGTH,
    DAYS,
    LENGTH,
    STOP,
    length_marks,
    not_after,
    peel,
    read_days,
    read_length,
    tidy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartLine:
    """What a start line says; None where it says nothing.

    `minutes`, or `days`, are as typed, not yet held against what the format allows.
    """

    outcome: str = ""
    minutes: int | None = None
    days: float | None = None
    format: str | None = None
    advance: Advance | None = None

    @property
    def length(self) -> str:
        """The length as somebody types it; empty where the line says none."""
        if self.days is not None:
            return f"{self.days:g} days"
        return "" if self.minutes is None else str(self.minutes)


_ADVANCES = {
    "auto": Advance.AUTO,
    "automatic": Advance.AUTO,
    "manual": Advance.MANUAL,
    "by hand": Advance.MANUAL,
}
# What stands for itself in a start line besides formats, so nothing else can have such a name.
OPTION_WORDS = frozenset(_ADVANCES)
_JOINING = "a an the our my your this that each every per for with of in to on and or"

_DOUBLE = '"\u201c\u201d\u201e\u201f\xab\xbb'
_SINGLE = "'\u2018\u2019\u201a\u2039\u203a"
_QUOTED = re.compile(
    rf"([{_DOUBLE}][^{_DOUBLE}]+[{_DOUBLE}]|(?<!\w)[{_SINGLE}][^{_SINGLE}]+[{_SINGLE}](?!\w))"
)


def format_called(word: str, formats: Mapping[str, str]) -> str | None:
    """The format that people mean by a word; `formats` are names by the words for them."""
    return formats.get(" ".join(word.lower().split()))


def read_start_line(text: str, formats: Mapping[str, str]) -> StartLine:
    """Read the options off a start line; what is left is the outcome, in the order it was typed.

    An option (a length, a format, `auto` or `manual`) stands at either end of the text outside
    quotes; in the midst of a sentence, or at its end behind a joining word (`read the manual`),
    it is a word like any other. A bare number is a length where `read_agenda` would take it for
    one. Quotes are optional and may be of any kind; unbalanced ones do no harm. `formats` are the
    names of formats by the words for them, in small letters.
    """
    marks = (*_option_marks(formats), *length_marks(f"{DAYS}|{LENGTH}")[:2], BARE_LENGTH)
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
        days=read_days(options.get("length", "")),
        format=formats.get(options.get("format", "")),
        advance=_ADVANCES.get(options.get("advance", "")),
    )


def write_start_line(line: StartLine, length: str) -> str:
    """Write a start line with another length."""
    has_quotes = any(each in line.outcome for each in _DOUBLE)
    outcome = line.outcome if has_quotes else f'"{line.outcome}"'
    parts = (outcome if line.outcome else "", length, line.format, line.advance)
    return " ".join(part for part in parts if part)


def _option_marks(formats: Collection[str]) -> Iterator[re.Pattern[str]]:
    kinds = {"format": formats, "advance": _ADVANCES}
    for kind, words in kinds.items():
        longest_first = sorted(map(re.escape, words), key=len, reverse=True)
        option = rf"(?P<{kind}>{'|'.join(longest_first) or '(?!)'})"
        yield re.compile(rf"(?:^|(?<=[\s,;:]){not_after(_JOINING)}){option}{STOP}", re.IGNORECASE)
        yield re.compile(rf"^{option}(?:[\s,;:]+|$)", re.IGNORECASE)


def _with_gaps(left: str, stretch: str) -> str:
    """What is left of a stretch, with a space wherever an option stood between it and quotes."""
    before = "" if stretch.startswith(left) else " "
    return f"{before}{left}{'' if stretch.endswith(left) else ' '}"


def _unquoted(text: str) -> str:
    return text[1:-1].strip() if _QUOTED.fullmatch(text) else text
