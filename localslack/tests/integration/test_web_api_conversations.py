"""Conversations and views through the Web API: what is refused, and why."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from localslack import LocalSlack, Person

Refusal = Callable[[Awaitable[Any]], Awaitable[str]]


@pytest.mark.usefixtures("kitchen")
@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("conversations.open", {}, "invalid_arguments"),
        ("conversations.open", {"users": "U1,U2"}, "too_many_users"),
        ("conversations.open", {"users": "U-NOBODY"}, "user_not_found"),
        ("conversations.join", {"channel": "C-NONE"}, "channel_not_found"),
        ("conversations.invite", {"channel": "#kitchen", "users": "@tea"}, "cant_invite_self"),
        ("conversations.invite", {"channel": "#kitchen", "users": "@Ana"}, "already_in_channel"),
        ("conversations.list", {"types": "secret"}, "invalid_types"),
        ("conversations.list", {"limit": "0"}, "invalid_arguments"),
        ("conversations.list", {"limit": "many"}, "invalid_arguments"),
        ("conversations.list", {"cursor": "???"}, "invalid_cursor"),
        ("users.info", {"user": "U-NOBODY"}, "user_not_found"),
        ("bots.info", {"bot": "B-NOBODY"}, "bot_not_found"),
        ("files.info", {"file": "F-NONE"}, "file_not_found"),
        ("reactions.get", {"channel": "#kitchen"}, "no_item_specified"),
        ("views.open", {"view": "{"}, "invalid_arguments"),
        ("views.open", {"view": "[]"}, "invalid_arguments"),
        ("views.open", {"view": '{"type": "home", "blocks": []}'}, "invalid_arguments"),
    ],
)
async def test_a_call_is_refused_with_slacks_word_for_it(
    client: AsyncWebClient,
    slack: LocalSlack,
    refusal: Refusal,
    method: str,
    arguments: dict[str, str],
    error: str,
) -> None:
    ids = {
        "#kitchen": slack.workspace.channel_id("kitchen"),
        "@Ana": slack.workspace.user_id("Ana"),
        "@tea": slack.bot_user_id,
    }
    data = {name: ids.get(value, value) for name, value in arguments.items()}

    assert await refusal(client.api_call(method, data=data)) == error


async def test_joining_works_in_public_channels_only(
    client: AsyncWebClient, slack: LocalSlack, ana: Person, refusal: Refusal
) -> None:
    garden = slack.channel("garden", members=["Ana"])
    await client.conversations_join(channel=garden.id)
    members = await client.conversations_members(channel=garden.id)
    await ana.removes_app(garden)
    await ana.archives(garden)

    assert members["members"] == [ana.id, slack.bot_user_id]
    assert await refusal(client.conversations_join(channel=garden.id)) == "is_archived"
    assert (
        await refusal(client.conversations_join(channel=ana.dm.id))
        == "method_not_supported_for_channel_type"
    )


async def test_lists_come_in_pages(client: AsyncWebClient, slack: LocalSlack) -> None:
    names = ["attic", "cellar", "garden", "kitchen"]
    for name in names:
        slack.channel(name)
    seen: list[str] = []
    async for page in await client.conversations_list(limit=3):
        seen.extend(channel["name"] for channel in page["channels"])

    assert seen == names


async def test_home_is_locked_by_its_hash(
    client: AsyncWebClient, ana: Person, refusal: Refusal
) -> None:
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await client.views_publish(user_id=ana.id, view=view)
    first_hash = first["view"]["hash"]
    await client.views_publish(user_id=ana.id, view=view, hash=first_hash)
    late = client.views_publish(user_id=ana.id, view=view, hash=first_hash)

    assert await refusal(late) == "hash_conflict"
