"""`worksession doctor`: whether the bot could run here, asked of everything that it needs."""

import stat
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from bot.adapters.clock import SystemClock
from bot.adapters.db.checks import examine as examine_database
from bot.adapters.db.checks import own_connections
from bot.adapters.manifest import bot_scopes
from bot.adapters.slack.client.checks import SlackChecks
from bot.adapters.slack.client.web import open_http, slack_client
from bot.adapters.web.refusals import SIGNATURE_CHECK
from bot.application.operating.checkup import Check, Checkup, Finding
from bot.settings import Settings, WrongSettings, read_settings

# Seconds for each answer; whoever asks watches.
DOCTOR_PATIENCE = 10.0
SETTINGS_CHECK = "settings"
OWN_ADDRESS = "127.0.0.1"
ASKED = aiohttp.ClientTimeout(total=3.0)
DOTENV = Path(".env")
EXPLAINED = "All settings are explained in .env.example."


async def examine() -> Sequence[Finding]:
    """Check all that can be checked with the settings as they are; changes nothing."""
    try:
        settings = read_settings()
    except WrongSettings as wrong:
        return [_wrong(line) for line in str(wrong).splitlines()]
    token = settings.slack_bot_token.get_secret_value()
    async with open_http(proxy=settings.proxy) as http:
        client = slack_client(token, settings.slack_api_url, http)
        slack = SlackChecks(client, bot_scopes(), SystemClock().real_now, settings.proxy)
        found = await Checkup(_checks(settings, slack), DOCTOR_PATIENCE).findings()
    # Two of them know when Slack cannot be reached.
    return list(dict.fromkeys([*_way_in(settings), *_readable_by_others(), *found]))


def _checks(settings: Settings, slack: SlackChecks) -> list[Check]:
    async def connections() -> Sequence[Finding]:
        app_token = settings.slack_app_token.get_secret_value()
        return await slack.connections(app_token, own_connections(settings.database_url))

    async def database() -> Sequence[Finding]:
        return [await examine_database(settings.database_url)]

    async def signature() -> Sequence[Finding]:
        return await _signature(settings)

    way_in = (
        Check("connections", connections)
        if settings.socket_mode
        else Check(SIGNATURE_CHECK, signature)
    )
    return [Check("slack", slack.identity), way_in, Check("database", database)]


async def _signature(settings: Settings) -> Sequence[Finding]:
    """What the process that runs here says of the signatures of Slack's deliveries."""
    page = f"http://{settings.ops_host or OWN_ADDRESS}:{settings.ops_port}/readyz"
    try:
        async with aiohttp.ClientSession() as http, http.get(page, timeout=ASKED) as answer:
            told = (await answer.json())["checks"][SIGNATURE_CHECK]
            found = Finding(
                name=SIGNATURE_CHECK,
                problem=told.get("problem", ""),
                fix=told.get("fix", ""),
                note=told.get("note", ""),
            )
    except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError, AttributeError):
        note = "not asked: no process of the bot answers here, or it is another one"
        return [Finding(name=SIGNATURE_CHECK, note=note)]
    return [found]


def _way_in(settings: Settings) -> Sequence[Finding]:
    """Whether Slack can reach the bot at all."""
    try:
        settings.require_way_in(socket_mode_will_do=True)
    except WrongSettings as wrong:
        return [_wrong(str(wrong))]
    return [Finding(name=SETTINGS_CHECK, note="Socket Mode" if settings.socket_mode else "HTTP")]


def _readable_by_others() -> Sequence[Finding]:
    """Whether somebody else on this machine may read the tokens."""
    try:
        mode = DOTENV.stat().st_mode
    except OSError:
        return []
    if not mode & (stat.S_IRWXG | stat.S_IRWXO):
        return []
    problem = f"Others on this machine may read {DOTENV}, which holds tokens."
    return [Finding(name=str(DOTENV), problem=problem, fix=f"Run `chmod 600 {DOTENV}`.")]


def _wrong(line: str) -> Finding:
    return Finding(name=SETTINGS_CHECK, problem=line, fix=EXPLAINED)
