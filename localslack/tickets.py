"""Tickets for Socket Mode: each opens one connection."""

import secrets


class Tickets:
    def __init__(self) -> None:
        self._unused: set[str] = set()

    def issue(self) -> str:
        ticket = secrets.token_urlsafe(16)
        self._unused.add(ticket)
        return ticket

    def use(self, ticket: str) -> bool:
        """True the first time, for a ticket that was issued."""
        known = ticket in self._unused
        self._unused.discard(ticket)
        return known
