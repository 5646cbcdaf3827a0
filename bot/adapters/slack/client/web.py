"""The Slack client that everything in this adapter shares."""

from collections.abc import Mapping
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.application.operating.telemetry import NO_TELEMETRY, Telemetry

TIMEOUT_SECONDS = 10
DEFAULT_REST = 30.0
# The address at which a press is answered is a secret, and no method.
RESPONSE_URL = "response_url"


def open_http(
    telemetry: Telemetry = NO_TELEMETRY, proxy: str | None = None
) -> aiohttp.ClientSession:
    """One connection pool for all calls; slack_sdk would otherwise open one for each.

    Args:
        telemetry: Hears of every 429, whoever made the call.
        proxy: Everything goes through it; without one nothing does, whatever the environment says.
    """

    async def note(
        _session: aiohttp.ClientSession, _: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        if ended.response.status == HTTPStatus.TOO_MANY_REQUESTS:
            telemetry.rate_limited(_method(ended.url.path))

    watching = aiohttp.TraceConfig()
    watching.on_request_end.append(note)
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS), trace_configs=[watching], proxy=proxy
    )


def _method(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return name if folder.endswith("/api") else RESPONSE_URL


def slack_client(token: str, api_url: str, http: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that never repeats a call by itself.

    slack_sdk repeats a POST after a connection reset, which can post a message twice; whether to
    repeat a call is for the publisher to decide.
    """
    client = AsyncWebClient(
        token=token, base_url=api_url, session=http, timeout=TIMEOUT_SECONDS, retry_handlers=[]
    )
    # slack_sdk takes one from the environment and knows no NO_PROXY; `http` has the right one.
    client.proxy = None
    return client


def rest_asked_for(headers: Mapping[str, str]) -> float:
    """The seconds that Slack wants a method to rest after it refused a call with status 429."""
    told = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    return float(told) if told.isdigit() else DEFAULT_REST


def refusal_in(failed: SlackApiError) -> tuple[str, int]:
    """Slack's word for why not, "" if what answered has none, and the HTTP status."""
    response: object = failed.response
    if not isinstance(response, AsyncSlackResponse):
        # slack_sdk passes on as it came what says that it is JSON and is not.
        return "", 0
    told: object = response.data
    code = told.get("error") if isinstance(told, dict) else None
    return str(code or ""), response.status_code
