"""The evidence: what an attack left behind in the log, in Slack, in the database and in memory."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from demo.bot_process import BotProcess
from localslack.traffic import Direction, Record

LIVE = re.compile(r"<!(?!date\^)")
RSS = re.compile(r"VmRSS:\s+(\d+) kB")
SERIOUS = frozenset({"error", "critical"})
LONGEST = 3_000


def unhandled(log: str) -> Iterator[str]:
    """The lines that tell of an exception, or that something failed."""
    for line in log.splitlines():
        try:
            told = json.loads(line)
        except json.JSONDecodeError:
            told = None
        if not isinstance(told, dict):
            # Not of the bot's own log: Python's words, or those of a library that prints.
            yield line[:LONGEST]
        elif "exception" in told or told.get("level") in SERIOUS:
            yield line[:LONGEST]


def pings(calls: Iterable[Record]) -> Iterator[str]:
    """Texts in what the bot sent to Slack by which a whole channel would be called."""
    for call in calls:
        if call.direction is Direction.CALL:
            for text in _texts(call.arguments):
                if LIVE.search(text):
                    yield f"{call.name}: {text[:LONGEST]}"


def _texts(sent: Any) -> Iterator[str]:
    """What Slack would read marks in: Markdown, and the text of a message."""
    if isinstance(sent, str) and sent[:1] in {"[", "{"}:
        # Slack's methods take lists and objects as JSON in a text.
        try:
            sent = json.loads(sent)
        except json.JSONDecodeError:
            return
    if isinstance(sent, list):
        for each in sent:
            yield from _texts(each)
    elif isinstance(sent, dict):
        text = sent.get("text")
        if isinstance(text, str) and sent.get("type") != "plain_text":
            yield text
        if sent.get("type") in {"broadcast", "usergroup"}:
            yield f"<!{json.dumps(sent)}>"
        for value in sent.values():
            if not isinstance(value, str) or value[:1] in {"[", "{"}:
                yield from _texts(value)


def memory(processes: Iterable[BotProcess]) -> int:
    """The bytes that processes hold in memory."""
    return sum(_rss(each.pid) for each in processes)


def _rss(pid: int) -> int:
    found = RSS.search(Path(f"/proc/{pid}/status").read_text("utf-8"))
    return int(found[1]) * 1024 if found else 0
