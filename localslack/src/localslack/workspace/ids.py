"""Ids in Slack's style."""

import secrets
from collections import Counter


class Ids:
    """Counts what people know by name, so that ids are the same in every run.

    Everything else is random: an app may remember an event or a view for longer than a local
    workspace lives.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def counted(self, prefix: str) -> str:
        self._counts[prefix] += 1
        return f"{prefix}0LOCAL{self._counts[prefix]:03d}"

    def random(self, prefix: str) -> str:
        return prefix + secrets.token_hex(5).upper()


def view_hash(now: float) -> str:
    return f"{int(now)}.{secrets.token_urlsafe(6)[:8]}"
