"""How a transcript is laid out: its reader, its width and what has been filled in."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rich.cells import cell_len

from localslack.text.emoji_names import with_characters
from localslack.text.mrkdwn import Reader, read

Json = Mapping[str, object]
State = Mapping[str, Mapping[str, Json]]
"""What stands in the inputs: block id, then action id, then the element's state."""

_BULLET = re.compile(r"\s*(?:[•◦▪>│-]|\d+[.)])\s+")


def mapping(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}


def mappings(value: object) -> list[Json]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class Layout:
    reader: Reader
    width: int | None
    values: State = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def narrower(self, by: int) -> "Layout":
        return replace(self, width=None if self.width is None else max(self.width - by, 8))

    def mrkdwn(self, text: object) -> str:
        return read(str(text or ""), self.reader)

    def object_text(self, text_object: object) -> str:
        """The text of a text object; only mrkdwn is read as such."""
        parts = mapping(text_object)
        text = str(parts.get("text", ""))
        return self.mrkdwn(text) if parts.get("type") == "mrkdwn" else with_characters(text)

    def wrap(self, text: str, indent: str = "") -> list[str]:
        """The text in lines; what follows a bullet stays to the right of it."""
        lines = []
        for line in text.split("\n"):
            lines.extend(self._wrap_line(line, indent))
        return lines

    def flow(self, parts: Iterable[str], gap: str = "  ") -> list[str]:
        """The parts side by side, on as many lines as they need, none of them broken."""
        lines: list[str] = []
        for part in parts:
            joined = f"{lines[-1]}{gap}{part}" if lines else part
            if lines and (self.width is None or cell_len(joined) <= self.width):
                lines[-1] = joined
            else:
                lines.append(part)
        return lines

    def _wrap_line(self, line: str, indent: str) -> list[str]:
        if self.width is None:
            return [f"{indent}{line}"]
        bullet = _BULLET.match(line)
        return textwrap.wrap(
            line,
            self.width,
            initial_indent=indent,
            subsequent_indent=indent + " " * len(bullet[0] if bullet else ""),
            drop_whitespace=True,
            break_on_hyphens=False,
            break_long_words=False,
        ) or [""]
