"""What the Web API checks before a method runs, and what can go wrong with a call."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, Fault, LocalSlack, Manifest, NewPerson, faults


async def call(
    slack: LocalSlack, session: aiohttp.ClientSession, method: str, token: str, **arguments: str
) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    url = f"{slack.api_url}{method}"
    async with session.post(url, headers=headers, data=arguments) as response:
        return await response.json()


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-wrong", "invalid_auth"),
        ("auth.test", "APP", "not_allowed_token_type"),
        ("apps.connections.open", "BOT", "not_allowed_token_type"),
        ("tea.brew", "BOT", "unknown_method"),
        ("chat.postMessage", "BOT", "invalid_arguments"),
    ],
)
async def test_a_call_is_refused(
    slack: LocalSlack, session: aiohttp.ClientSession, method: str, token: str, error: str
) -> None:
    tokens = {"BOT": slack.bot_token, "APP": slack.app_token}

    assert error == (await call(slack, session, method, tokens.get(token, token)))["error"]


async def test_a_missing_scope_is_named(session: aiohttp.ClientSession) -> None:
    poor = Manifest.parse(
        {
            "display_information": {"name": "poor"},
            "oauth_config": {"scopes": {"bot": ["commands", "users:read"]}},
            "settings": {"socket_mode_enabled": True},
        }
    )
    async with LocalSlack(poor, [NewPerson("Ana")]) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session)
        channel = slack.channel("kitchen", members=["Ana"], bot=True)
        with pytest.raises(SlackApiError) as refusal:
            await client.chat_postMessage(channel=channel.id, text="tea")

        assert refusal.value.response["error"] == "missing_scope"
        assert refusal.value.response["needed"] == "chat:write"
        assert refusal.value.response["provided"] == "commands,users:read"


async def test_a_private_channel_needs_its_own_scope(session: aiohttp.ClientSession) -> None:
    manifest = Manifest.parse(
        {
            "display_information": {"name": "poor"},
            "oauth_config": {"scopes": {"bot": ["channels:read"]}},
            "settings": {"socket_mode_enabled": True},
        }
    )
    async with LocalSlack(manifest, [NewPerson("Ana")]) as slack:
        garden = slack.channel("garden", members=["Ana"], bot=True)
        cellar = slack.channel("cellar", members=["Ana"], private=True, bot=True)
        answers = [
            await call(slack, session, "conversations.info", slack.bot_token, channel=channel.id)
            for channel in (garden, cellar)
        ]

    assert [answer["ok"] for answer in answers] == [True, False]
    assert answers[1]["needed"] == "groups:read"


async def test_arguments_may_come_as_json_form_or_query(
    slack: LocalSlack, session: aiohttp.ClientSession, kitchen: Channel
) -> None:
    url = f"{slack.api_url}chat.postMessage"
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    arguments = {"channel": kitchen.id, "text": "tea"}
    await session.post(url, headers=headers, json=arguments)
    await session.post(url, headers=headers, data=arguments)
    await session.get(url, headers=headers, params=arguments)

    assert [message.text for message in kitchen.messages] == ["tea", "tea", "tea"]


async def test_faults_hit_the_next_calls_only(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    slack.faults.next("chat.postMessage", faults.rate_limited(7))
    with pytest.raises(SlackApiError) as refusal:
        await client.chat_postMessage(channel=kitchen.id, text="tea")
    assert refusal.value.response.status_code == 429
    assert refusal.value.response.headers["Retry-After"] == "7"

    slack.faults.next("chat.postMessage", faults.error("fatal_error"))
    with pytest.raises(SlackApiError, match="fatal_error"):
        await client.chat_postMessage(channel=kitchen.id, text="tea")
    assert (await client.chat_postMessage(channel=kitchen.id, text="tea"))["ok"]
    assert len(kitchen.messages) == 1


@pytest.mark.parametrize(
    ("fault", "posted"), [(faults.reset_before(), 0), (faults.reset_after(), 1)]
)
async def test_a_connection_can_break_before_or_after_the_work_is_done(
    slack: LocalSlack,
    session: aiohttp.ClientSession,
    kitchen: Channel,
    fault: Fault,
    posted: int,
) -> None:
    client = AsyncWebClient(
        slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
    )
    slack.faults.next("chat.postMessage", fault)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel=kitchen.id, text="tea")

    assert len(kitchen.messages) == posted


async def test_the_sdk_doubles_a_post_after_a_reset(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    slack.faults.next("chat.postMessage", faults.reset_after())
    await client.chat_postMessage(channel=kitchen.id, text="tea")

    assert len(kitchen.messages) == 2
    assert len(slack.traffic.calls("chat.postMessage")) == 2
