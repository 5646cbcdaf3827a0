"""Text for Slack: everything from people is made harmless here, and nowhere else.

Domain text is plain text in which mentions of people are kept as `<@U…>` tokens. Those tokens
are the only markup that survives `escape`; `<!channel>`, `<!here>`, user groups and channel links
become words.
"""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.state.agenda import MINUTE, minutes
from bot.domain.state.identity import ChannelId, MessageRef, PersonId, is_direct
from bot.domain.state.refusals import Refusal

ELLIPSIS = "…"
_PERSON = r"<@[UW][A-Z0-9]+>"
_URL = r"https?://[^\s<>|]*[^\s<>|.,;:!?'\")\]}*_~`]"
_MENTION = re.compile(f"({_PERSON})")
_MENTION_OR_URL = re.compile(f"({_PERSON}|{_URL})")
# What must stay whole when a text is cut: an entity, a mention, a link, a date.
_ATOM = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);|.", re.DOTALL)


def escape(text: str) -> str:
    """Make people's text harmless; only mentions of people keep their meaning."""
    parts = _MENTION.split(text)
    return "".join(part if at % 2 else _entities(part) for at, part in enumerate(parts))


def linked(text: str) -> str:
    """Like `escape`, with web addresses as links: in our messages Slack finds none by itself."""
    parts = _MENTION_OR_URL.split(text)
    return "".join(_kept(part) if at % 2 else _entities(part) for at, part in enumerate(parts))


def _kept(part: str) -> str:
    return part if part.startswith("<") else f"<{_entities(part)}>"


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spoken(text: str, length: int) -> str:
    """People's text in one line of at most this length, harmless."""
    return cut(escape(flat(text)), length)


def flat(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """The text where Slack shows no mentions, such as in the options of a menu."""
    return _MENTION.sub("@somebody", flat(text))


def bold(text: str) -> str:
    """People's text in bold; an asterisk in it would end the bold, so it becomes its look-alike."""
    return f"*{escape(flat(text).replace('*', '∗'))}*"  # noqa: RUF001 - that is the point


def cut(text: str, length: int) -> str:
    """Shorten escaped text with an ellipsis, never inside an entity, a mention or a link."""
    if len(text) <= length:
        return text
    kept, room = [], length - len(ELLIPSIS)
    for atom in _ATOM.findall(text):
        room -= len(atom)
        if room < 0:
            break
        kept.append(atom)
    return "".join(kept).rstrip() + ELLIPSIS


def mention(person: PersonId) -> str:
    return f"<@{person}>"


def channel(place: ChannelId) -> str:
    """A place as people call it; Slack shows no link to direct messages."""
    return "our direct messages" if is_direct(place) else f"<#{place}>"


def clock(moment: datetime, zone: str) -> str:
    """A clock in the zone of whoever reads it; `zone` is for places that cannot do that."""
    return f"<!date^{int(moment.timestamp())}^{{time}}|{local(moment, zone)}>"


def day_and_clock(moment: datetime, zone: str) -> str:
    """A clock with its day, which is `tomorrow` and the like to whoever reads it."""
    here = moment.astimezone(ZoneInfo(zone))
    fallback = f"{here:%a} {here.day} {here:%b at %H:%M}"
    return f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def local(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


def clock_both(moment: datetime, zone: str, reader_zone: str, now: datetime | None = None) -> str:
    """A clock in the session's zone, and in the reader's where that one differs.

    Where `now` is given, a clock of another day comes with its weekday.
    """
    here, there = (_with_weekday(moment, each, now or moment) for each in (zone, reader_zone))
    return here if here == there else f"{here} ({there} for you)"


def _with_weekday(moment: datetime, zone: str, now: datetime) -> str:
    shown, today = (each.astimezone(ZoneInfo(zone)) for each in (moment, now))
    return f"{shown:%H:%M}" if shown.date() == today.date() else f"{shown:%a %H:%M}"


def minutes_text(span: timedelta) -> str:
    """How long, in words: `6 min`, `1 h 5 min`, `less than a minute`."""
    if span < MINUTE:
        return "less than a minute"
    hours, rest = divmod(minutes(span), 60)
    parts = [f"{hours} h"] if hours else []
    return " ".join([*parts, f"{rest} min"] if rest or not hours else parts)


def as_sentence(text: str) -> str:
    """A text with a full stop, unless it has an end of its own: people's words may."""
    return text if text.rstrip("*_ ").endswith((".", "?", "!", "…")) else f"{text}."


def plural(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def permalink(workspace_url: str, ref: MessageRef) -> str:
    """The web address of a message."""
    address = f"{workspace_url.rstrip('/')}/archives/{ref.channel}/p{ref.ts.replace('.', '')}"
    if ref.thread_ts is None:
        return address
    return f"{address}?thread_ts={ref.thread_ts}&cid={ref.channel}"


def place_link(workspace_url: str, place: ChannelId) -> str:
    """The web address of a channel, or of direct messages."""
    return f"{workspace_url.rstrip('/')}/archives/{place}"


def link(url: str, label: str) -> str:
    """A link of ours; an address that Slack could misread is shown as text."""
    if re.fullmatch(r"https?://[^\s<>|]+", url) is None:
        return f"{label}: {escape(url)}"
    return f"<{_entities(url)}|{label}>"


def fill(refusal: Refusal) -> str:
    """The text of a refusal, with the people it names."""
    text = escape(refusal.text)
    for name, person in refusal.people.items():
        text = text.replace(f"{{{name}}}", mention(person))
    return text


def fill_plain(refusal: Refusal) -> str:
    """The text of a refusal where Slack shows no mentions, such as beside a field of a form."""
    text = plain(refusal.text)
    for name in refusal.people:
        text = text.replace(f"{{{name}}} ({name})", f"the {name}")
        text = text.replace(f"{{{name}}}", "somebody else")
    return text


LONGEST_SHOWN = 300
