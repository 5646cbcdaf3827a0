"""How a call may be sent, and what it is told if it was sent in another way."""

from typing import Any

import aiohttp
import pytest

from localslack import Channel, LocalSlack
from localslack.workspace.events import WorkspaceEvent


@pytest.fixture
def url(slack: LocalSlack) -> str:
    return f"{slack.api_url}chat.postMessage"


@pytest.fixture
def headers(slack: LocalSlack) -> dict[str, str]:
    return {"Authorization": f"Bearer {slack.bot_token}"}


async def answer_to(
    session: aiohttp.ClientSession, url: str, **request: Any
) -> tuple[int, dict[str, Any]]:
    async with session.post(url, **request) as response:
        return response.status, await response.json()


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"{tea", "invalid_json"),
        (b"[1]", "json_not_object"),
        (b'"tea"', "json_not_object"),
        (b"\xff\xfe", "invalid_charset"),
    ],
)
async def test_json_must_be_an_object(
    session: aiohttp.ClientSession, url: str, headers: dict[str, str], body: bytes, error: str
) -> None:
    as_json = headers | {"Content-Type": "application/json"}

    assert await answer_to(session, url, headers=as_json, data=body) == (
        200,
        {"ok": False, "error": error},
    )


async def test_a_form_must_be_well_formed(
    session: aiohttp.ClientSession, url: str, headers: dict[str, str]
) -> None:
    broken = headers | {"Content-Type": "multipart/form-data; boundary=tea"}
    _, answer = await answer_to(session, url, headers=broken, data=b"no boundary")

    assert answer == {"ok": False, "error": "invalid_form_data"}


async def test_a_token_counts_in_the_header_or_a_form_only(
    session: aiohttp.ClientSession, slack: LocalSlack, url: str, kitchen: Channel
) -> None:
    said = {"channel": kitchen.id, "text": "tea", "token": slack.bot_token}
    in_form = await answer_to(session, url, data=said)
    in_json = await answer_to(session, url, json=said)
    in_query = await answer_to(session, url, params=said)

    assert in_form[1]["ok"]
    assert in_json[1] == in_query[1] == {"ok": False, "error": "not_authed"}
    assert [message.text for message in kitchen.messages] == ["tea"]
    assert all("token" not in record.arguments for record in slack.traffic.calls())


@pytest.mark.parametrize("text", [{"a": 1}, ["tea"]])
async def test_a_text_is_a_string(
    session: aiohttp.ClientSession,
    url: str,
    headers: dict[str, str],
    kitchen: Channel,
    text: object,
) -> None:
    said = {"channel": kitchen.id, "text": text}
    _, answer = await answer_to(session, url, headers=headers, json=said)

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must provide a string [json-pointer:/text]"
    ]
    assert kitchen.messages == []


async def test_a_method_that_slack_gave_up_says_so(
    session: aiohttp.ClientSession, slack: LocalSlack, headers: dict[str, str]
) -> None:
    _, answer = await answer_to(session, f"{slack.api_url}files.upload", headers=headers)

    assert answer == {"ok": False, "error": "method_deprecated"}


async def test_what_nobody_expected_is_an_internal_error_that_is_logged(
    session: aiohttp.ClientSession,
    slack: LocalSlack,
    headers: dict[str, str],
    kitchen: Channel,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def spill(_: WorkspaceEvent) -> None:
        raise RuntimeError("spilled")

    slack.subscribe(spill)
    said = {"channel": kitchen.id, "text": "tea"}
    url = f"{slack.api_url}chat.postMessage"
    told = await answer_to(session, url, headers=headers, json=said)

    assert told == (200, {"ok": False, "error": "internal_error"})
    assert [record.answer for record in slack.traffic.calls()] == [told[1]]
    assert "RuntimeError: spilled" in caplog.text
