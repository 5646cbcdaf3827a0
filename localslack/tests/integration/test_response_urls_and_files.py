"""The addresses that answers and payloads point to: response URLs, uploads and downloads."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, Message, Person
from localslack.faults import Hold


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


@pytest.fixture
async def clicked(client: AsyncWebClient, kitchen: Channel) -> Message:
    """A message of the app, on which somebody has clicked something."""
    await client.chat_postMessage(channel=kitchen.id, text="sip?")
    return kitchen.messages[-1]


RespondTo = Callable[[Message, dict[str, Any]], Awaitable[tuple[int, str]]]


@pytest.fixture
def respond_to(slack: LocalSlack, session: aiohttp.ClientSession, ana: Person) -> RespondTo:
    """Answers Ana's click on a message; gives the status and the error."""

    async def respond(message: Message, body: dict[str, Any]) -> tuple[int, str]:
        secret = slack.app.response_urls.issue(ana.user, message.channel, message)
        url = f"{slack.url}/actions/{slack.team_id}/{secret}"
        async with session.post(url, json=body) as response:
            return response.status, (await response.json()).get("error", "")

    return respond


async def test_a_response_url_can_replace_and_delete_what_was_clicked(
    clicked: Message, respond_to: RespondTo, kitchen: Channel
) -> None:
    replaced = await respond_to(clicked, {"replace_original": True, "text": "sipped"})
    text = clicked.text
    deleted = await respond_to(clicked, {"delete_original": True})

    assert (replaced, deleted) == ((200, ""), (200, ""))
    assert text == "sipped"
    assert kitchen.messages == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"replace_original": True, "text": "mine"}, "cant_update_message"),
        ({"delete_original": True}, "cant_delete_message"),
    ],
)
async def test_a_response_url_leaves_the_messages_of_people_alone(
    respond_to: RespondTo, ana: Person, kitchen: Channel, body: dict[str, Any], error: str
) -> None:
    hers = await ana.says("original", in_channel=kitchen)

    assert await respond_to(hers, body) == (400, error)
    assert [message.text for message in kitchen.messages] == ["original"]


@pytest.mark.parametrize("body", [{"replace_original": True, "text": "x"}, {"delete_original": 1}])
async def test_a_response_url_does_not_bring_back_what_was_deleted(
    client: AsyncWebClient,
    clicked: Message,
    respond_to: RespondTo,
    kitchen: Channel,
    body: dict[str, Any],
) -> None:
    await client.chat_delete(channel=kitchen.id, ts=clicked.ts)

    assert await respond_to(clicked, body) == (400, "message_not_found")
    assert kitchen.messages == []
    assert clicked.text == "sip?"


@pytest.mark.parametrize(
    ("body", "error"),
    [(b"not json", "invalid_payload"), (b"[]", "invalid_payload"), (b'{"text": ""}', "no_text")],
)
async def test_a_response_without_content_is_refused(
    session: aiohttp.ClientSession, response_url: str, body: bytes, error: str
) -> None:
    async with session.post(response_url, data=body) as response:
        assert response.status == 400
        assert (await response.json())["error"] == error


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


@pytest.fixture
async def uploaded(
    session: aiohttp.ClientSession, upload: dict[str, Any]
) -> list[dict[str, str | None]]:
    """A file that has come, and still has to be completed."""
    async with session.post(upload["upload_url"], data=b"tea") as response:
        response.raise_for_status()
    return [{"id": upload["file_id"]}]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"blocks": [{"type": "tea"}]}, "invalid_blocks"),
        ({"blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"blocks": "[tea"}, "invalid_arguments"),
        ({"thread_ts": "1.000001"}, "thread_not_found"),
    ],
)
async def test_what_is_wrong_with_a_share_is_told_and_nothing_is_shared(
    client: AsyncWebClient,
    kitchen: Channel,
    uploaded: list[dict[str, str | None]],
    wrong: dict[str, Any],
    error: str,
) -> None:
    shared: dict[str, Any] = {"channel_id": kitchen.id, "files": uploaded}
    with pytest.raises(SlackApiError) as refusal:
        await client.api_call("files.completeUploadExternal", json=shared | wrong)

    assert refusal.value.response["error"] == error
    assert kitchen.messages == []
    assert (await client.files_completeUploadExternal(**shared))["ok"]


async def test_a_comment_takes_the_place_of_blocks(
    client: AsyncWebClient, kitchen: Channel, ana: Person, uploaded: list[dict[str, str | None]]
) -> None:
    shared = {"channel_id": kitchen.id, "files": uploaded, "initial_comment": "the leaves"}
    blocks = [{"type": "divider"}]
    await client.api_call("files.completeUploadExternal", json={**shared, "blocks": blocks})

    assert (await ana.sees("the leaves")).blocks == ()


async def test_a_file_is_shared_after_the_app_was_answered(
    client: AsyncWebClient,
    slack: LocalSlack,
    kitchen: Channel,
    ana: Person,
    uploaded: list[dict[str, str | None]],
) -> None:
    hold = Hold()

    async def wait(_: float) -> None:
        await hold.wait()

    slack.sharing.wait = wait
    await client.files_completeUploadExternal(
        files=uploaded, channel_id=kitchen.id, initial_comment="the leaves"
    )
    at_once = await client.files_info(file=str(uploaded[0]["id"]))
    hold.release()
    message = await ana.sees("the leaves")
    afterwards = await client.files_info(file=str(uploaded[0]["id"]))

    assert at_once["file"]["shares"] == {}
    assert [each["ts"] for each in afterwards["file"]["shares"]["public"][kitchen.id]] == [
        message.ts
    ]


async def test_a_file_is_shared_no_more_once_its_channel_is_archived(
    client: AsyncWebClient,
    slack: LocalSlack,
    kitchen: Channel,
    ana: Person,
    uploaded: list[dict[str, str | None]],
) -> None:
    hold = Hold()

    async def wait(_: float) -> None:
        await hold.wait()
        tried.append(kitchen)
        slack.changes.tell()

    tried: list[Channel] = []
    slack.sharing.wait = wait
    await client.files_completeUploadExternal(files=uploaded, channel_id=kitchen.id)
    await ana.archives(kitchen)
    hold.release()
    await slack.until(lambda: bool(tried))
    info = await client.files_info(file=str(uploaded[0]["id"]))

    assert info["file"]["shares"] == {}
    assert kitchen.messages == []


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
