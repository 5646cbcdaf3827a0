"""Requests that were refused: answered, counted, logged, and explained to the operator."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import structlog
from aiohttp import web

from bot.adapters.web.server import closing
from bot.application.operating.checkup import Finding
from bot.application.operating.telemetry import RequestRefusal, Telemetry

SIGNATURE_CHECK = "signature"
# Slack repeats an event for an hour, and people try again within minutes.
RECENT_SECONDS = 15 * 60.0

log = structlog.get_logger()


@dataclass(slots=True)
class Refusals:
    """What did not get in of late, and what did; `seconds` is a time that never goes back."""

    telemetry: Telemetry
    seconds: Callable[[], float] = time.monotonic
    _last: dict[RequestRefusal, float] = field(default_factory=dict)
    _let_in: float | None = None

    def refuse(self, reason: RequestRefusal) -> web.Response:
        """Take note of it; gives the one answer that strangers get."""
        self.telemetry.request_refused(reason)
        self._last[reason] = self.seconds()
        log.warning("request_refused", action="request_refused", reason=reason)
        return closing(401)

    def let_in(self) -> None:
        """Slack's signature was right."""
        self._let_in = self.seconds()

    async def findings(self) -> Sequence[Finding]:
        """Whether Slack's deliveries are refused, and the likely cause.

        Anybody can send what is refused, so the bot does not stop being ready for it.
        """
        return [replace(self._finding(), blocks=False)]

    def _finding(self) -> Finding:
        if self._is_recent(RequestRefusal.LATE):
            return Finding(
                name=SIGNATURE_CHECK,
                problem="Slack's deliveries are refused: by this machine's clock they were signed "
                "more than five minutes ago, or will be.",
                fix="Let the machine set its clock (NTP).",
            )
        if not self._is_recent(RequestRefusal.WRONG_SIGNATURE):
            return Finding(name=SIGNATURE_CHECK)
        if self._let_in is not None:
            # Anybody can send a wrong signature; that Slack's was right says that all is well.
            return Finding(
                name=SIGNATURE_CHECK,
                note="some deliveries had a wrong one: if people see errors since, copy "
                "SLACK_SIGNING_SECRET anew",
            )
        return Finding(
            name=SIGNATURE_CHECK,
            problem="All deliveries are refused: none was signed with SLACK_SIGNING_SECRET.",
            fix="Copy it anew from your app's page, Basic Information > Signing Secret.",
        )

    def _is_recent(self, reason: RequestRefusal) -> bool:
        """Whether something was refused for it of late, and since then nothing was let in."""
        at = self._last.get(reason)
        if at is None or (self._let_in is not None and self._let_in > at):
            return False
        return self.seconds() - at <= RECENT_SECONDS
