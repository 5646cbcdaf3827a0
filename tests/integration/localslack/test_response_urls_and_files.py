"""The addresses that answers and payloads point to: response URLs, uploads and downloads."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, Person


@pytest.fixture
async def response_url(slack: LocalSlack, ana: Person, kitchen: Channel) -> str:
    original = await ana.says("original", in_channel=kitchen)
    secret = slack.app.response_urls.issue(ana.user, kitchen, original)
    return f"{slack.url}/actions/{slack.team_id}/{secret}"


async def test_a_response_url_answers_in_private_or_in_the_channel(
    session: aiohttp.ClientSession, response_url: str, ana: Person, kitchen: Channel
) -> None:
    await session.post(response_url, json={"text": "psst"})
    await session.post(response_url, json={"text": "hear!", "response_type": "in_channel"})

    assert ana.private_answers == ["psst"]
    assert [message.text for message in kitchen.messages] == ["original", "hear!"]


async def test_a_response_url_can_delete_what_was_clicked(
    session: aiohttp.ClientSession, response_url: str, kitchen: Channel
) -> None:
    await session.post(response_url, json={"delete_original": True})

    assert kitchen.messages == []


@pytest.mark.parametrize("body", [b"not json", b"[]", b'{"text": ""}'])
async def test_a_response_without_content_is_refused(
    session: aiohttp.ClientSession, response_url: str, body: bytes
) -> None:
    async with session.post(response_url, data=body) as response:
        assert response.status == 400
        assert (await response.json())["error"] == "no_text"


async def test_the_sixth_response_comes_too_often(
    session: aiohttp.ClientSession, response_url: str
) -> None:
    statuses = []
    for _ in range(6):
        async with session.post(response_url, json={"text": "again"}) as response:
            statuses.append(response.status)

    assert statuses == [200] * 5 + [404]


@pytest.fixture
async def upload(client: AsyncWebClient) -> dict[str, Any]:
    answer = await client.files_getUploadURLExternal(filename="tea.txt", length=3)
    assert isinstance(answer.data, dict)
    return answer.data


async def test_an_upload_must_have_the_announced_length(
    session: aiohttp.ClientSession, upload: dict[str, Any]
) -> None:
    statuses = []
    for data in (b"far too long", b"tea"):
        async with session.post(upload["upload_url"], data=data) as response:
            statuses.append(response.status)

    assert statuses == [400, 200]


async def test_a_file_may_come_in_a_form_and_is_read_with_the_token(
    session: aiohttp.ClientSession,
    slack: LocalSlack,
    client: AsyncWebClient,
    upload: dict[str, Any],
) -> None:
    form = aiohttp.FormData()
    form.add_field("file", b"tea", filename="tea.txt")
    await session.post(upload["upload_url"], data=form)
    await client.files_completeUploadExternal(files=[{"id": upload["file_id"], "title": "Tea"}])
    info = await client.files_info(file=upload["file_id"])
    url = info["file"]["url_private"]
    async with session.get(url) as refused:
        assert refused.status == 403
    token = {"Authorization": f"Bearer {slack.bot_token}"}
    async with session.get(url, headers=token) as response:
        assert await response.read() == b"tea"

    assert info["file"]["title"] == "Tea"


async def test_a_file_that_was_not_uploaded_cannot_be_completed(
    client: AsyncWebClient, upload: dict[str, Any]
) -> None:
    with pytest.raises(SlackApiError, match="file_update_failed"):
        await client.files_completeUploadExternal(files=[{"id": upload["file_id"]}])


async def test_answers_for_everybody_are_paced_like_messages_and_not_used_up(
    slack: LocalSlack, session: aiohttp.ClientSession, ana: Person, kitchen: Channel
) -> None:
    slack.limits.seconds = lambda: 0.0
    urls = [slack.app.response_urls.issue(ana.user, kitchen) for _ in range(2)]
    statuses = []
    for secret in [urls[0]] * 5 + [urls[1]]:
        url = f"{slack.url}/commands/{slack.team_id}/{secret}"
        body = {"text": "hear!", "response_type": "in_channel"}
        async with session.post(url, json=body) as response:
            statuses.append((response.status, response.headers.get("Retry-After")))

    assert statuses == [(200, None)] * 5 + [(429, "1")]
    assert len(kitchen.messages) == 5
    assert slack.app.response_urls.peek(urls[1]).uses == 0
