"""Messages for later, as an app is told of them."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack

Refusal = Callable[[Awaitable[Any]], Awaitable[str]]


async def test_a_scheduled_message_is_listed_as_the_reference_shows_it(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    now = slack.workspace.timestamps.seconds()
    kept = await client.chat_scheduleMessage(channel=kitchen.id, text="tea", post_at=now + 3600)
    listed = await client.chat_scheduledMessages_list(channel=kitchen.id)

    assert set(kept.data) == {"ok", "channel", "scheduled_message_id", "post_at", "message"}
    assert (kept["post_at"], kept["message"]["text"]) == (now + 3600, "tea")
    [each] = listed["scheduled_messages"]
    created = each.pop("date_created")
    assert each == {
        "id": kept["scheduled_message_id"],
        "channel_id": kitchen.id,
        "post_at": now + 3600,
    }
    assert isinstance(created, int)
    assert now <= created < now + 60
    assert listed["response_metadata"] == {"next_cursor": ""}


async def test_scheduled_messages_can_be_asked_for_by_channel_and_time(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    garden = slack.channel("garden", bot=True)
    now = slack.workspace.timestamps.seconds()
    for place, hours in ((kitchen, 1), (kitchen, 2), (garden, 2), (kitchen, 3)):
        await client.chat_scheduleMessage(channel=place.id, text="tea", post_at=now + hours * 3600)

    async def due(**arguments: str) -> list[tuple[str, int]]:
        listed = await client.api_call("chat.scheduledMessages.list", params=arguments)
        return [
            (each["channel_id"], (each["post_at"] - now) // 3600)
            for each in listed["scheduled_messages"]
        ]

    around_two = {"oldest": str(now + 5400), "latest": str(now + 9000)}
    assert await due(channel=garden.id) == [(garden.id, 2)]
    assert await due(**around_two) == [(kitchen.id, 2), (garden.id, 2)]
    assert await due(channel=kitchen.id, **around_two) == [(kitchen.id, 2)]
    assert await due(oldest=str(now + 9000)) == [(kitchen.id, 3)]
    assert await due(latest=str(now + 5400)) == [(kitchen.id, 1)]


@pytest.mark.parametrize("when", ["noon", "nan", "1e3"])
@pytest.mark.parametrize("end", ["oldest", "latest"])
async def test_a_time_that_is_none_is_refused(
    client: AsyncWebClient, kitchen: Channel, refusal: Refusal, end: str, when: str
) -> None:
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea")
    asked = {"channel": kitchen.id, "ts": posted["ts"], end: when}

    for method in ("chat.scheduledMessages.list", "conversations.history", "conversations.replies"):
        assert await refusal(client.api_call(method, params=asked)) == f"invalid_ts_{end}"
