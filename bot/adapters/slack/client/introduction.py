"""The first questions to Slack: who the bot is there, and whether its tokens are good."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.slack.client.installation import Installation
from bot.adapters.slack.client.web import refusal_in, rest_asked_for
from bot.application.work.waiting import Backoff
from bot.domain.state.identity import TeamId

REINSTALL = "Install the app to your workspace again and copy the token from OAuth & Permissions."
MAKE_ANOTHER = (
    "Make one with the scope connections:write under Basic Information > App-Level Tokens."
)
UNREACHABLE_FIX = "Check SLACK_API_URL and this machine's connection."
SLACKS_OWN_TROUBLE = frozenset(
    {"fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable"}
)
BACKOFF = Backoff(first=1.0, longest=30.0)

log = structlog.get_logger()


class Refused(Exception):
    """Slack knows the bot's token no more; the text names the setting and the fix."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """Who the bot is in its workspace; `authorized` says the same in Bolt's words."""

    installation: Installation
    workspace_url: str
    bot_name: str
    authorized: AuthorizeResult


async def introduce(client: AsyncWebClient, app_token: str) -> Introduction:
    """Ask Slack who the bot is there, as often as it takes until Slack can be reached.

    Args:
        client: Speaks with the bot's token.
        app_token: The token of Socket Mode, which is tried too; empty without it.

    Raises:
        Refused: Slack does not take a token.
    """
    answer = await _asked(client.auth_test, "SLACK_BOT_TOKEN", REINSTALL)
    if app_token:
        # slack_sdk would try a wrong token for ever, without a word.
        await _asked(
            lambda: client.apps_connections_open(app_token=app_token),
            "SLACK_APP_TOKEN",
            MAKE_ANOTHER,
        )
    return Introduction(
        installation=Installation(TeamId(str(answer["team_id"])), await _app_id(client, answer)),
        workspace_url=str(answer["url"]),
        bot_name=str(answer["user"]),
        authorized=AuthorizeResult.from_auth_test_response(
            auth_test_response=answer, bot_token=client.token
        ),
    )


async def _app_id(client: AsyncWebClient, introduced: AsyncSlackResponse) -> str:
    """The app's id, with which every delivery is marked; "" where Slack does not tell it."""
    told = introduced.get("app_id")
    if told:
        return str(told)
    try:
        bot = introduced["bot_id"]
        answer = await _asked(lambda: client.bots_info(bot=bot), "SLACK_BOT_TOKEN", REINSTALL)
        return str(answer["bot"]["app_id"])
    except (Refused, KeyError, TypeError) as failed:
        log.warning("app_id_unknown", action="app_id_unknown", error=type(failed).__name__)
        return ""


async def _asked(
    ask: Callable[[], Awaitable[AsyncSlackResponse]], setting: str, fix: str
) -> AsyncSlackResponse:
    failures = 0
    while True:
        failures += 1
        rest = BACKOFF.after(failures)
        try:
            return await ask()
        except SlackApiError as failed:
            code, status = refusal_in(failed)
            if status == HTTPStatus.OK and code and code not in SLACKS_OWN_TROUBLE:
                raise Refused(f"{setting}: Slack refuses it ({code}). {fix}") from failed
            trouble = code or f"status {status}"
            if status == HTTPStatus.TOO_MANY_REQUESTS:
                rest = max(rest, rest_asked_for(failed.response.headers))
        except (aiohttp.ClientError, OSError, AttributeError, ValueError) as failed:
            # slack_sdk stumbles over answers that are not Slack's, such as a proxy's.
            trouble = f"{type(failed).__name__}: {failed}"
        log.warning(
            "slack_unreachable",
            action="slack_unreachable",
            trouble=trouble,
            fix=UNREACHABLE_FIX,
            again_in_seconds=rest,
        )
        await asyncio.sleep(rest)
