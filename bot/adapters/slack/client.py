"""The Slack client that everything in this adapter shares."""

from collections.abc import Mapping

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

TIMEOUT_SECONDS = 10
DEFAULT_REST = 30.0


def open_http() -> aiohttp.ClientSession:
    """One connection pool for all calls; slack_sdk would otherwise open one for each."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS))


def slack_client(token: str, api_url: str, http: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that never repeats a call by itself.

    slack_sdk repeats a POST after a connection reset, which can post a message twice; whether to
    repeat a call is for the publisher to decide.
    """
    return AsyncWebClient(
        token=token, base_url=api_url, session=http, timeout=TIMEOUT_SECONDS, retry_handlers=[]
    )


def rest_asked_for(headers: Mapping[str, str]) -> float:
    """The seconds that Slack wants a method to rest after it refused a call with status 429."""
    told = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    return float(told) if told.isdigit() else DEFAULT_REST
