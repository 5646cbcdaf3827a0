"""Tickets for Socket Mode: each opens one connection, soon after it was given.

Source: docs.slack.dev/apis/events-api/using-socket-mode. How long "soon" is Slack does not say.
"""

import secrets
import time
from collections.abc import Callable

LIFETIME = 60.0


class Tickets:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._unused: dict[str, float] = {}

    def issue(self) -> str:
        ticket = secrets.token_urlsafe(16)
        self._unused[ticket] = self._monotonic() + LIFETIME
        return ticket

    def use(self, ticket: str) -> bool:
        """True the first time, for a ticket that was issued not long ago."""
        return self._monotonic() < self._unused.pop(ticket, -1.0)
