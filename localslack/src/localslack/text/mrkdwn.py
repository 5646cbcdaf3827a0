"""Slack's message text: written safely, and read as a person sees it.

Format: docs.slack.dev/messaging/formatting-message-text.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from localslack.text.emoji_names import with_characters

Names = Callable[[str], str]

_ENTITY = re.compile(r"<([^<>\n]+)>")
_CODE = re.compile(r"```\n?(.+?)\n?```|`([^`\n]+)`", re.DOTALL)
_MARKED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)((?:(?!\1)[^\n])*\S|\S)\1(?![\w])")
_MENTION = re.compile(r"<(?:@([UW]\w+)|!subteam\^(S\w+)|!(here|channel|everyone))(?:[|^][^<>]*)?>")
_DATE = re.compile(r"!date\^(-?\d+)\^([^^|]+)(?:\^[^|]*)?\|(.+)", re.DOTALL)
_DATE_TOKEN = re.compile(r"\{(\w+)\}")
_PERMALINK = re.compile(r"https?://[\w.:-]+/archives/[A-Z0-9]+/p\d+")

# Two characters nobody types stand around what must not be read a second time.
_KEPT = re.compile("\ue000(\\d+)\ue001")
_RESERVED = str.maketrans("", "", "\ue000\ue001")

_AGO = ((86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))
_RELATIVE_DAYS = {-1: "yesterday", 0: "today", 1: "tomorrow"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads: their zone, their clock and, if dates shall be relative, their now."""

    names: Names
    tz: ZoneInfo
    clock24: bool = True
    now: dt.datetime | None = None


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(
    mrkdwn: str,
    names: Names,
    tz: ZoneInfo,
    *,
    clock24: bool = True,
    markers: bool = False,
    now: dt.datetime | None = None,
) -> str:
    """The text as a person reads it in their zone.

    Args:
        mrkdwn: what was sent.
        names: the display name of a user, channel or user group id.
        tz: the reader's time zone.
        clock24: whether the reader's clock goes to 24 or to AM and PM.
        markers: keep the signs for bold, italic, struck out and code.
        now: makes dates relative ("today", "3 minutes ago"); without it they stay absolute.
    """
    return read(mrkdwn, Reader(names, tz, clock24, now), markers=markers)


def read(mrkdwn: str, reader: Reader, *, markers: bool = False) -> str:
    """As `plain`, for a reader who is described already."""
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"\ue000{len(kept) - 1}\ue001"

    def code(match: re.Match[str]) -> str:
        content = match[0] if markers else match[1] or match[2]
        return keep(unescape(_ENTITY.sub(lambda inner: _entity(inner[1], reader), content)))

    text = _CODE.sub(code, mrkdwn.translate(_RESERVED))
    text = _ENTITY.sub(lambda match: keep(_entity(match[1], reader)), text)
    text = with_characters(text)
    if not markers:
        text = _without_markers(text)
    return _KEPT.sub(lambda match: kept[int(match[1])], unescape(text))


def mentions(text: str) -> list[str]:
    """Who would be notified: ids of people and groups, and here, channel or everyone."""
    found = (match[1] or match[2] or match[3] for match in _MENTION.finditer(text))
    return list(dict.fromkeys(found))


def date_text(timestamp: int, form: str, fallback: str, reader: Reader) -> str:
    """A `<!date>` in the reader's zone; the fallback if the form is not one Slack knows."""
    moment = dt.datetime.fromtimestamp(timestamp, reader.tz)
    tokens = _DATE_TOKEN.findall(form)
    if not tokens or not set(tokens) <= _DATE_FORMS.keys():
        return fallback
    return _DATE_TOKEN.sub(lambda match: _DATE_FORMS[match[1]](moment, reader), form)


def texts_in(value: object) -> Iterator[str]:
    """Every string under a `text` key, at any depth of a block, view or message."""
    if isinstance(value, list):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key == "text" and isinstance(item, str):
                yield item
            else:
                yield from texts_in(item)


def _without_markers(text: str) -> str:
    """Bold may hold italic and so on, so take markers off until none is left."""
    while (stripped := _MARKED.sub(lambda match: match[2], text)) != text:
        text = stripped
    return text


def _entity(content: str, reader: Reader) -> str:
    target, _, label = content.partition("|")
    label = with_characters(unescape(label))
    match target[0]:
        case "@":
            return f"@{reader.names(target[1:])}"
        case "#":
            return f"#{label or reader.names(target[1:])}"
        case "!":
            return _special(content, target, label, reader)
        case _:
            return _link(unescape(target), label)


def _special(content: str, target: str, label: str, reader: Reader) -> str:
    date = _DATE.fullmatch(content)
    if date:
        return date_text(int(date[1]), date[2], unescape(date[3]), reader)
    kind, _, group = target[1:].partition("^")
    if kind in {"here", "channel", "everyone"}:
        return f"@{kind}"
    if kind == "subteam":
        return label or f"@{reader.names(group)}"
    return label or f"<{target}>"


def _link(url: str, label: str) -> str:
    """Label and address, unless one says it all or the address is only a way back into Slack."""
    address = url.removeprefix("mailto:")
    if not label or label == address.partition("://")[2]:
        return address
    return label if label == address or _PERMALINK.match(url) else f"{label} ({address})"


def _ordinal(day: int) -> str:
    suffix = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{suffix}"


def _with_year(text: str, moment: dt.datetime, reader: Reader) -> str:
    """Slack leaves the year out within six months of now."""
    near = reader.now is not None and abs(moment - reader.now) < dt.timedelta(days=182)
    return text if near else f"{text}, {moment:%Y}"


def _date(moment: dt.datetime, reader: Reader) -> str:
    return _with_year(f"{moment:%B} {_ordinal(moment.day)}", moment, reader)


def _date_short(moment: dt.datetime, reader: Reader) -> str:
    return _with_year(f"{moment:%b} {moment.day}", moment, reader)


def _date_long(moment: dt.datetime, reader: Reader) -> str:
    return _with_year(f"{moment:%A, %B} {_ordinal(moment.day)}", moment, reader)


def _clock(moment: dt.datetime, reader: Reader, seconds: str = "") -> str:
    if reader.clock24:
        return f"{moment:%H:%M}{seconds}"
    return f"{moment.hour % 12 or 12}:{moment:%M}{seconds} {moment:%p}"


def _clock_seconds(moment: dt.datetime, reader: Reader) -> str:
    return _clock(moment, reader, f":{moment:%S}")


def _ago(moment: dt.datetime, reader: Reader) -> str:
    if reader.now is None:
        return f"{_date(moment, reader)} at {_clock(moment, reader)}"
    seconds = int((reader.now - moment).total_seconds())
    size, unit = next((step for step in _AGO if abs(seconds) >= step[0]), _AGO[-1])
    count = abs(seconds) // size
    words = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{words} ago" if seconds >= 0 else f"in {words}"


Form = Callable[[dt.datetime, Reader], str]


def _pretty(form: Form) -> Form:
    def render(moment: dt.datetime, reader: Reader) -> str:
        if reader.now is None:
            return form(moment, reader)
        days = (moment.date() - reader.now.astimezone(reader.tz).date()).days
        return _RELATIVE_DAYS.get(days) or form(moment, reader)

    return render


_DATE_FORMS: Mapping[str, Form] = {
    "date_num": lambda moment, _: f"{moment:%Y-%m-%d}",
    "date": _date,
    "date_short": _date_short,
    "date_long": _date_long,
    "date_pretty": _pretty(_date),
    "date_short_pretty": _pretty(_date_short),
    "date_long_pretty": _pretty(_date_long),
    "time": _clock,
    "time_secs": _clock_seconds,
    "ago": _ago,
}
