"""Lines that are day breaks, and the clocks at which their nights end."""

import re
from typing import NamedTuple

from bot.domain.state.nights import WEEKDAYS
from bot.domain.typed.lengths import tidy

_WORDS = (  # for each weekday, how people write it
    r"mon(?:day)?|mo|montag",
    r"tue(?:s|sday)?|di|dienstag",
    r"wed(?:s|nesday)?|mi|mittwoch",
    r"thu(?:r|rs|rsday)?|do|donnerstag",
    r"fri(?:day)?|fr|freitag",
    r"sat(?:urday)?|sa|samstag|sonnabend",
    r"sun(?:day)?|so|sonntag",
)
_UNTIL = re.compile(
    r"(?:(?:tomorrow|the next day|next morning|morgen)\b,?\s*)?"
    rf"(?:on\s+)?(?:(?P<day>{'|'.join(_WORDS)})\b\.?,?\s*)?(?:(?:at|um)\s+)?"
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s*(?:(?P<half>[ap])\.?m\.?|uhr|h)?"
)
_NAMES = r"day[ -]?break|overnight|over night|feierabend"
_ALL_NAMES = re.compile(
    rf"{_NAMES}|(?:good )?night|evening|adjourn(?:ed)?|(?:the )?end of (?:the )?day(?: \d+)?",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}[:.]\d\d.*|\d{1,2}\s?[ap]m"
# A number that is no clock says how long, which only the clock of the morning can.
_NAME_AND_CLOCK = re.compile(
    rf"(?P<title>{_NAMES})(?:[\s:,]+(?:(?P<until>{_CLOCK})|\d.*))?", re.IGNORECASE
)
_TITLE_UNTIL = re.compile(
    r"(?:(?P<title>.+)[\s:,(\u2013\u2014-]+)?(?<!\w)(?:until|till?|bis)\s+(?P<until>.+)",
    re.IGNORECASE,
)


class Night(NamedTuple):
    """A line that is a day break: its title, and what stands after `until`, readable or not."""

    title: str
    until: str


def read_night(text: str, *, is_tagged: bool) -> Night | None:
    """The day break that a line is; one that `is_tagged` as such may have any title."""
    found = _TITLE_UNTIL.fullmatch(text) or _NAME_AND_CLOCK.fullmatch(text)
    if found is None:
        return Night(text, "") if is_tagged else None
    night = Night(tidy(found["title"] or ""), found["until"] or "")
    return night if is_tagged or _ALL_NAMES.fullmatch(night.title) else None


def read_until(text: str) -> str | None:
    """The clock that a text such as `Monday at 9am` or `09.30 Uhr` names: `Mon 9:00`, `9:30`.

    None if it names none.
    """
    found = _UNTIL.fullmatch(" ".join(text.lower().split()).rstrip(".,;:!)"))
    if found is None:
        return None
    hour = _hour(int(found["hour"]), found["half"])
    if hour is None:
        return None
    return f"{_weekday(found['day'] or '')} {hour}:{found['minute'] or '00'}".strip()


def _hour(hour: int, half: str | None) -> int | None:
    if half is None:
        return hour if hour <= 23 else None
    return hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else None


def _weekday(word: str) -> str:
    days = zip(WEEKDAYS, _WORDS, strict=True)
    return next((day for day, words in days if re.fullmatch(words, word)), "")
