"""Faults can be switched on from another process, by HTTP."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack
from localslack.endpoints.faults import CALLS, EVENTS, INCIDENTS


class Remote:
    def __init__(self, slack: LocalSlack, session: aiohttp.ClientSession) -> None:
        self._url = f"{slack.url}/_local/faults"
        self._session = session

    async def says(self, **asked: Any) -> tuple[int, dict[str, Any]]:
        async with self._session.post(self._url, json=asked) as response:
            return response.status, await response.json()

    async def asks(self) -> dict[str, Any]:
        async with self._session.get(self._url) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def clears(self) -> None:
        async with self._session.delete(self._url):
            pass

    async def releases(self) -> None:
        async with self._session.post(f"{self._url}/release"):
            pass

    async def smuggles(self) -> int:
        async with self._session.post(self._url, data='{"fault": "drop_sockets"}') as response:
            return response.status


@pytest.fixture
def remote(slack: LocalSlack, session: aiohttp.ClientSession) -> Remote:
    return Remote(slack, session)


async def test_calls_go_wrong_as_often_as_was_asked_for(
    remote: Remote, client: AsyncWebClient
) -> None:
    asked = {"fault": "rate_limited", "method": "auth.test", "times": 2, "retry_after": 9}
    assert await remote.says(**asked) == (200, {"ok": True})
    for _ in range(2):
        with pytest.raises(SlackApiError) as refusal:
            await client.auth_test()
        assert refusal.value.response.headers["Retry-After"] == "9"

    assert (await client.auth_test())["ok"]


async def test_what_is_planned_can_be_asked_for_and_ended(
    remote: Remote, client: AsyncWebClient
) -> None:
    await remote.says(fault="http_500", method="*", probability=1, seed=3)
    await remote.says(fault="error", method="chat.update", code="fatal_error")
    await remote.says(fault="late", event="message", seconds=0.1)
    told = await remote.asks()
    with pytest.raises(SlackApiError):
        await client.auth_test()
    await remote.clears()

    assert told["calls"] == {"waiting": {"chat.update": 1}, "at_random": [["*", 1.0]]}
    assert told["events"]["waiting"] == {"message": 1}
    assert {*CALLS, *EVENTS, *INCIDENTS} == set(told["known"])
    assert (await client.auth_test())["ok"]


@pytest.mark.parametrize("fault", sorted(CALLS))
async def test_every_fault_of_a_call_can_be_planned(remote: Remote, fault: str) -> None:
    asked = {"fault": fault, "method": "chat.update", "code": "fatal_error"}

    assert (await remote.says(**asked))[0] == 200
    assert (await remote.asks())["calls"]["waiting"] == {"chat.update": 1}


@pytest.mark.parametrize("fault", sorted(EVENTS))
async def test_every_detour_of_an_event_can_be_planned(remote: Remote, fault: str) -> None:
    assert (await remote.says(fault=fault, event="message"))[0] == 200
    assert (await remote.asks())["events"]["waiting"] == {"message": 1}


async def test_an_answer_is_let_go_from_afar(
    remote: Remote, slack: LocalSlack, client: AsyncWebClient
) -> None:
    await remote.says(fault="slow", method="auth.test")
    asking = asyncio.create_task(client.auth_test())
    await slack.until(lambda: bool(slack.traffic.calls("auth.test")))
    await remote.releases()

    assert (await asking)["ok"]


async def test_accidents_happen_in_a_workspace(
    remote: Remote, slack: LocalSlack, client: AsyncWebClient, kitchen: Channel
) -> None:
    acme = slack.add_workspace("Acme")
    await remote.says(fault="archive_channel", channel="kitchen")
    await remote.says(fault="revoke_token", team="Acme")
    with pytest.raises(SlackApiError, match="is_archived"):
        await client.chat_postMessage(channel=kitchen.id, text="tea")

    assert not acme.app.installed
    assert slack.app.installed


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"fault": "rain"},
        {"fault": "slow"},
        {"fault": "error", "method": "auth.test"},
        {"fault": "twice"},
        {"fault": "http_500", "method": "auth.test", "probability": 2},
        {"fault": "archive_channel", "channel": "cellar"},
        {"fault": "archive_channel", "door": "open"},
        {"fault": "revoke_token", "token": "xoxb-made-up"},
        {"fault": "drop_sockets", "team": "Nowhere"},
    ],
)
async def test_what_makes_no_sense_is_refused(remote: Remote, asked: dict[str, Any]) -> None:
    status, answer = await remote.says(**asked)

    assert status == 400
    assert answer["error"]


async def test_a_form_of_a_web_page_is_not_taken(remote: Remote) -> None:
    assert await remote.smuggles() == 400
