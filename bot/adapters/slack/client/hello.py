"""What Slack says first on a connection, and what it tells of the others."""

import json
from collections.abc import Mapping

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

# Slack said no, cannot be reached, or something else answered.
HELLO_FAILED = (SlackApiError, aiohttp.ClientError, OSError, TypeError, ValueError, AttributeError)


async def hello(client: AsyncWebClient, address: str) -> Mapping[str, object]:
    """Open a connection for a moment; gives what Slack says first."""
    session = client.session
    assert session is not None  # noqa: S101 - the client is built with one
    async with session.ws_connect(address) as socket:
        said = json.loads(await socket.receive_str())
    return said if isinstance(said, dict) else {}


def count_in(said: Mapping[str, object]) -> int | None:
    """How many connections there are, if that is a hello; the one that hears it among them.

    docs.slack.dev/apis/events-api/using-socket-mode: `num_connections`.
    """
    count = said.get("num_connections")
    return count if said.get("type") == "hello" and isinstance(count, int) else None


async def counted(client: AsyncWebClient, app_token: str) -> int | None:
    """How many connections there are with one more, which is opened for a moment."""
    answer = await client.apps_connections_open(app_token=app_token)
    return count_in(await hello(client, str(answer["url"])))
