"""Slack's texts as HTML for one reader; everything that people and apps wrote is escaped here."""

import datetime as dt
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from localslack.text.emoji_names import with_characters
from localslack.text.mrkdwn import Reader, date_text, unescape

_FENCE = re.compile(r"```\n?(.+?)\n?```\n?", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_ENTITY = re.compile(r"<([^<>\n]+)>")
_BARE_ADDRESS = re.compile(r"https?://[^\s<>|\ue000\ue001]+[^\s<>|.,;:!?)\"'\ue000\ue001]")
_ADDRESS = re.compile(r"(?:https?|mailto):[^\s\"'<>]+")
_DATE = re.compile(r"!date\^(-?\d+)\^([^^|]+)(?:\^([^|]*))?\|(.+)", re.DOTALL)
_PERMALINK = re.compile(r"https?://[\w.:-]+/archives/([A-Z0-9]+)(?:/p(\d+))?")
_STYLES = tuple(
    (re.compile(rf"(?<![\w{sign}]){sign}(?=\S)([^{sign}\n]*\S|\S){sign}(?!\w)"), name)
    for sign, name in ((r"\*", "b"), ("_", "i"), ("~", "s"))
)
_QUOTE = re.compile(r"(?:^&gt;[ ]?.*(?:\n|$))+", re.MULTILINE)
_QUOTE_SIGN = re.compile(r"^&gt;[ ]?", re.MULTILINE)

# Two characters nobody types stand around what is finished and must not be read again.
_KEPT = re.compile("\ue000(\\d+)\ue001")
_RESERVED = str.maketrans("", "", "\ue000\ue001")


@dataclass(frozen=True, slots=True)
class HtmlWriter:
    """Writes for one reader: with their names for things, in their zone, their own name marked."""

    reader: Reader
    me: str = ""

    def mrkdwn(self, text: str, *, verbatim: bool = False) -> str:
        """The HTML of a mrkdwn text; `verbatim` makes no links of bare addresses."""
        kept: list[str] = []

        def keep(markup: str) -> str:
            kept.append(markup)
            return f"\ue000{len(kept) - 1}\ue001"

        def code(name: str) -> Callable[[re.Match[str]], str]:
            return lambda found: keep(f"<{name}>{self._code(found[1])}</{name}>")

        left = _FENCE.sub(code("pre"), text.translate(_RESERVED))
        left = _CODE.sub(code("code"), left)
        left = _ENTITY.sub(lambda found: keep(self._entity(found[1])), left)
        if not verbatim:
            left = _BARE_ADDRESS.sub(lambda found: keep(link(unescape(found[0]))), left)
        left = escaped(with_characters(unescape(left)))
        for pattern, name in _STYLES:
            left = pattern.sub(rf"<{name}>\1</{name}>", left)
        left = _QUOTE.sub(_quote, left).replace("\n", "<br>")
        return _KEPT.sub(lambda found: kept[int(found[1])], left)

    def object(self, text_object: object) -> str:
        """The HTML of a text object; only mrkdwn is read as such."""
        if not isinstance(text_object, Mapping):
            return ""
        text = str(text_object.get("text", ""))
        if text_object.get("type") == "mrkdwn":
            return self.mrkdwn(text, verbatim=bool(text_object.get("verbatim")))
        return plain(text)

    def mention(self, user_id: str) -> str:
        mine = " me" if user_id == self.me else ""
        return f'<span class="mention{mine}">@{escaped(self.reader.names(user_id))}</span>'

    def place(self, channel_id: str, label: str = "") -> str:
        name = escaped(label or self.reader.names(channel_id))
        place = escaped(channel_id)
        return f'<a class="mention" href="#{place}" data-goto="{place}">#{name}</a>'

    def date(self, timestamp: int, form: str, fallback: str, address: str = "") -> str:
        """A moment in the reader's zone, with the full date for who points at it."""
        moment = dt.datetime.fromtimestamp(timestamp, self.reader.tz)
        shown = escaped(date_text(timestamp, form, fallback, self.reader))
        timed = f'<time title="{moment:%A, %d %B %Y, %H:%M}">{shown}</time>'
        return _anchor(address, timed) if address else timed

    def _code(self, content: str) -> str:
        """Code shows links as addresses, and no styles."""
        text = _ENTITY.sub(lambda found: found[1].partition("|")[0], content)
        return escaped(unescape(text))

    def _entity(self, content: str) -> str:
        target, _, label = content.partition("|")
        if target.startswith("@"):
            return self.mention(target[1:])
        if target.startswith("#"):
            return self.place(target[1:], unescape(label))
        if target.startswith("!"):
            return self._special(content, target, unescape(label))
        return link(unescape(target), unescape(label))

    def _special(self, content: str, target: str, label: str) -> str:
        date = _DATE.fullmatch(content)
        if date:
            address = unescape(date[3] or "")
            return self.date(int(date[1]), date[2], unescape(date[4]), address)
        kind, _, group = target[1:].partition("^")
        if kind in {"here", "channel", "everyone"}:
            return f'<span class="mention me">@{kind}</span>'
        return plain(label or (f"@{self.reader.names(group)}" if group else f"<{target}>"))


def escaped(text: str) -> str:
    return html.escape(text, quote=True)


def plain(text: str) -> str:
    """A text without any formatting but emoji and line breaks."""
    return escaped(with_characters(text)).replace("\n", "<br>")


def link(address: str, label: str = "") -> str:
    """A link that opens beside the page; one to a message leads there within the page."""
    shown = plain(label or address.removeprefix("mailto:"))
    return _anchor(address, shown)


def _anchor(address: str, shown: str) -> str:
    permalink = _PERMALINK.match(address)
    if permalink:
        goto = "/p".join(part for part in permalink.groups() if part)
        return f'<a href="#{goto}" data-goto="{goto}">{shown}</a>'
    if not _ADDRESS.fullmatch(address):
        return shown
    href = escaped(address)
    return f'<a href="{href}" target="_blank" rel="noopener noreferrer">{shown}</a>'


def _quote(found: re.Match[str]) -> str:
    lines = _QUOTE_SIGN.sub("", found[0].removesuffix("\n"))
    return f"<blockquote>{lines}</blockquote>"
