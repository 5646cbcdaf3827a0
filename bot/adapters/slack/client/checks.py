"""What checks of Slack find: the token, its scopes, the clock, the channel, the connections."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.adapters.slack.client.hello import HELLO_FAILED, count_in, hello
from bot.adapters.slack.client.introduction import (
    MAKE_ANOTHER,
    REINSTALL,
    SLACKS_OWN_TROUBLE,
    UNREACHABLE_FIX,
)
from bot.adapters.slack.client.membership import SlackMembership
from bot.adapters.slack.client.people import NO_ANSWER
from bot.adapters.slack.client.posting import posting
from bot.adapters.slack.client.web import refusal_in
from bot.application.operating.checkup import Finding
from bot.domain.state.identity import Place

SLACK = "slack"
PROXY = "proxy"
TOKEN = "bot token"  # noqa: S105 - the name of a check
APP_TOKEN = "app token"  # noqa: S105
SCOPES = "scopes"
CLOCK = "clock"
CONNECTIONS = "connections"
INVITATION = "invitation"

# Slack refuses what is signed more than five minutes ago; two seconds are noticed by people.
MOST_OFF = timedelta(seconds=2)
# The Date header is in whole seconds: half a second more or less is not seen.
HALF_A_SECOND = timedelta(seconds=0.5)
PROXY_FAILED = (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError)
# docs.slack.dev/apis/events-api/using-socket-mode: Slack keeps no more open for one app.
MOST_CONNECTIONS = 10


@dataclass(frozen=True, slots=True)
class SlackChecks:
    """Asks Slack.

    Attributes:
        client: Speaks with the bot's token.
        wanted: The scopes that it must have.
        now: Our clock.
        proxy: Through which the client goes, if through any; it may hold a password.
    """

    client: AsyncWebClient
    wanted: frozenset[str]
    now: Callable[[], datetime]
    proxy: str | None = None

    async def identity(self) -> Sequence[Finding]:
        """Whether Slack is there and knows the token, what that may do, and what the time is."""
        asked_at = self.now()
        try:
            answer = await self.client.auth_test()
        except NO_ANSWER as failed:
            return _unanswered(failed, TOKEN, "SLACK_BOT_TOKEN", REINSTALL)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        through = [Finding(name=PROXY, note=_place_of(self.proxy))] if self.proxy else []
        return [
            Finding(name=SLACK),
            *through,
            Finding(name=TOKEN, note=f"{answer['user']} in {answer['team']}"),
            self._scopes(headers),
            _clock(headers, asked_at, self.now()),
        ]

    async def invitation(self, place: Place) -> Sequence[Finding]:
        """Whether the bot is in a channel."""
        try:
            is_in = await SlackMembership(self.client, time.monotonic).bot_is_in(place)
        except NO_ANSWER as failed:
            return _unanswered(failed, INVITATION, "conversations.info", "Try again in a moment.")
        if is_in:
            return [Finding(name=INVITATION, note="the bot is in this channel")]
        fix = "Type /invite and the bot's name."
        return [Finding(name=INVITATION, problem="The bot is not in this channel.", fix=fix)]

    async def posting(self, place: Place, now: datetime) -> Sequence[Finding]:
        """Whether the bot may post in a channel; `now` is the time in Slack."""
        return await posting(self.client, place, now)

    async def connections(self, app_token: str, own: int | None) -> Sequence[Finding]:
        """Whether the app token opens a connection, and how many others are open.

        One is opened for a moment, because Slack tells the number to nobody else.

        Args:
            app_token: The token of Socket Mode.
            own: How many of the others may be the bot itself; None for any number, where they
                share a database.
        """
        try:
            answer = await self.client.apps_connections_open(app_token=app_token)
        except NO_ANSWER as failed:
            return _unanswered(failed, APP_TOKEN, "SLACK_APP_TOKEN", MAKE_ANOTHER)
        good = Finding(name=APP_TOKEN)
        try:
            said = await hello(self.client, str(answer["url"]))
        except HELLO_FAILED as failed:
            problem = f"The connection cannot be opened ({type(failed).__name__})."
            fix = "Let this machine open WebSockets (wss://) to Slack."
            return [good, Finding(name=CONNECTIONS, problem=problem, fix=fix)]
        return [good, _connections(said, own)]

    def _scopes(self, headers: Mapping[str, str]) -> Finding:
        granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")}
        lacking = sorted(self.wanted - granted)
        if not lacking:
            return Finding(name=SCOPES, note=f"all {len(self.wanted)}")
        return Finding(
            name=SCOPES,
            problem=f"The app was made from an older manifest: it lacks {', '.join(lacking)}.",
            fix="Paste manifest.yml under App Manifest on your app's page, then reinstall the app.",
        )


def _unanswered(failed: Exception, name: str, asked: str, fix: str) -> Sequence[Finding]:
    """What it means that Slack did not answer as it should."""
    if isinstance(failed, PROXY_FAILED):
        problem = f"The proxy does not take the bot to Slack ({type(failed).__name__})."
        fix = "Correct HTTPS_PROXY or HTTP_PROXY, or let NO_PROXY name Slack's host."
        return [Finding(name=PROXY, problem=problem, fix=fix)]
    code, status = refusal_in(failed) if isinstance(failed, SlackApiError) else ("", 0)
    if status == 200 and code and code not in SLACKS_OWN_TROUBLE:
        refused = f"Slack refuses {asked} ({code})."
        return [Finding(name=SLACK), Finding(name=name, problem=refused, fix=fix)]
    trouble = code or (f"status {status}" if status else type(failed).__name__)
    problem = f"Slack cannot be reached ({trouble})."
    return [Finding(name=SLACK, problem=problem, fix=UNREACHABLE_FIX)]


def _place_of(proxy: str) -> str:
    """Where a proxy is, without the password that its address may hold."""
    address = URL(proxy)
    return f"everything goes through {address.host}:{address.port}"


def _clock(headers: Mapping[str, str], asked_at: datetime, answered_at: datetime) -> Finding:
    """Compare the clocks, as if Slack had looked at its own halfway between the two moments."""
    try:
        theirs = parsedate_to_datetime(headers.get("date", "")) + HALF_A_SECOND
    except ValueError:
        return Finding(name=CLOCK, note="Slack did not tell the time")
    half = (answered_at - asked_at) / 2
    off = asked_at + half - theirs
    if abs(off) <= MOST_OFF + HALF_A_SECOND + half:
        return Finding(name=CLOCK, note="as Slack's")
    seconds = abs(off).total_seconds()
    side = "ahead of" if off > timedelta(0) else "behind"
    problem = f"This machine's clock is {seconds:.0f} seconds {side} Slack's."
    return Finding(name=CLOCK, problem=problem, fix="Let the machine set its clock (NTP).")


def _connections(said: Mapping[str, object], own: int | None) -> Finding:
    count = count_in(said)
    if count is None:
        problem = f"Slack did not say hello ({said.get('reason') or said.get('type')})."
        fix = f"End other processes of the bot: Slack allows {MOST_CONNECTIONS} connections."
        return Finding(name=CONNECTIONS, problem=problem, fix=fix)
    # One of them is ours.
    others = count - 1
    if others >= MOST_CONNECTIONS - 1:
        problem = f"{others} other connections are open, and Slack allows {MOST_CONNECTIONS}."
        fix = "End processes of the bot that nobody needs."
        return Finding(name=CONNECTIONS, problem=problem, fix=fix)
    if own is not None and others > own:
        return strangers(CONNECTIONS, others - own)
    running = ", by the bot that runs here" if own and others else ""
    return Finding(name=CONNECTIONS, note=f"{others} of {MOST_CONNECTIONS} in use{running}")


def strangers(name: str, count: int) -> Finding:
    """That other processes without this database are connected to Slack as the same app."""
    opened = "another connection is" if count == 1 else f"{count} other connections are"
    return Finding(
        name=name,
        problem=f"With this app token {opened} open, by a bot with another database: what people "
        "do goes to either, and each knows only a part.",
        fix="End the other bot or give it an app of its own; several that share one Postgres are "
        "fine.",
    )
