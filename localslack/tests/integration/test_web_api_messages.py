"""Messages, threads, reactions and files through the Web API, with Slack's refusals."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, Person
from localslack.delivery.events import events_of
from localslack.workspace.events import WorkspaceEvent

Refusal = Callable[[Awaitable[Any]], Awaitable[str]]
MARKER = {"event_type": "tea_post", "event_payload": {"key": "cup"}}
DIVIDER = {"type": "divider"}
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "in blocks"}}]


async def test_metadata_stays_when_an_update_does_not_mention_it(
    client: AsyncWebClient, kitchen: Channel
) -> None:
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea", metadata=MARKER)
    await client.chat_update(channel=kitchen.id, ts=posted["ts"], text="more tea")
    hidden = await client.conversations_history(channel=kitchen.id)
    shown = await client.conversations_history(channel=kitchen.id, include_all_metadata=True)

    assert hidden["messages"][0]["metadata"] == {"event_type": "tea_post"}
    assert shown["messages"][0]["metadata"] == MARKER
    assert shown["messages"][0]["text"] == "more tea"


async def test_an_update_without_blocks_removes_the_blocks(
    client: AsyncWebClient, kitchen: Channel
) -> None:
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea", blocks=BLOCKS)
    updated = await client.chat_update(channel=kitchen.id, ts=posted["ts"], text="just text")

    assert "blocks" in posted["message"]
    assert "blocks" not in updated["message"]
    assert [version.text for version in kitchen.messages[0].versions] == ["tea", "just text"]


async def test_what_was_changed_is_told_with_what_it_said_before(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, ana: Person
) -> None:
    changes: list[dict[str, Any]] = []

    def watch(happening: WorkspaceEvent) -> None:
        changes.extend(
            event.json
            for event in events_of(slack.app, happening)
            if event.json.get("subtype") == "message_changed"
        )

    slack.subscribe(watch)
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea", blocks=BLOCKS)
    await client.chat_update(channel=kitchen.id, ts=posted["ts"], text="tea", blocks=[DIVIDER])
    await client.chat_update(channel=kitchen.id, ts=posted["ts"], text="more tea")
    blocks_only, text = changes

    old = [blocks_only["previous_message"], text["previous_message"]]
    new = [blocks_only["message"], text["message"]]
    assert [each["text"] for each in (*old, *new)] == ["tea", "tea", "tea", "more tea"]
    assert [each["blocks"][0]["type"] for each in (*old, new[0])] == ["section", *["divider"] * 2]
    assert [each for each in (*old, new[0]) if "edited" in each] == []
    assert new[1]["edited"]["user"] == slack.app.bot.id
    assert {each["ts"] for each in (*old, *new)} == {posted["ts"]}
    hers = await ana.says("mine")
    for words in ("mine too", "mine again"):
        await ana.edits(hers, words)
    first, second = changes[2:]
    assert first["message"]["edited"] == second["previous_message"]["edited"]
    assert first["message"]["edited"]["ts"] < second["message"]["edited"]["ts"]
    assert "edited" not in first["previous_message"]


async def test_only_the_own_messages_can_be_changed(
    client: AsyncWebClient, kitchen: Channel, ana: Person, refusal: Refusal
) -> None:
    hers = await ana.says("mine")

    assert (
        await refusal(client.chat_update(channel=kitchen.id, ts=hers.ts, text="yours"))
        == "cant_update_message"
    )
    assert (
        await refusal(client.chat_delete(channel=kitchen.id, ts=hers.ts)) == "cant_delete_message"
    )
    assert (
        await refusal(client.chat_update(channel=kitchen.id, ts="1.000001", text="whose?"))
        == "message_not_found"
    )


async def test_membership_decides_where_the_app_can_post(
    client: AsyncWebClient, slack: LocalSlack, ana: Person, refusal: Refusal
) -> None:
    public = slack.channel("garden", members=["Ana"])
    private = slack.channel("cellar", members=["Ana"], private=True)

    async def post(channel: Channel) -> Any:
        return await client.chat_postMessage(channel=channel.id, text="tea")

    assert await refusal(post(public)) == "not_in_channel"
    assert await refusal(post(private)) == "channel_not_found"
    await ana.invites_app(private)
    assert (await post(private))["ok"]
    await ana.archives(private)
    assert await refusal(post(private)) == "is_archived"


async def test_posting_to_a_person_uses_their_direct_conversation(
    client: AsyncWebClient, ana: Person, ben: Person
) -> None:
    posted = await client.chat_postMessage(channel=ana.id, text="psst")

    assert posted["channel"] == ana.dm.id
    assert posted["channel"].startswith("D")
    await ana.sees("psst", in_channel=ana.dm)
    await ben.sees_nothing_like("psst")


async def test_only_members_get_ephemeral_messages(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, ana: Person, refusal: Refusal
) -> None:
    await client.chat_postEphemeral(channel=kitchen.id, user=ana.id, text="only you")

    assert ana.private_answers == ["only you"]
    assert (
        await refusal(
            client.chat_postEphemeral(channel=kitchen.id, user=slack.person("Cleo").id, text="you?")
        )
        == "user_not_in_channel"
    )


async def test_a_thread_is_counted_on_its_parent_and_read_oldest_first(
    client: AsyncWebClient, kitchen: Channel, ana: Person, ben: Person, refusal: Refusal
) -> None:
    parent = await client.chat_postMessage(channel=kitchen.id, text="tea?")
    message = kitchen.messages[0]
    await ana.says("yes", in_thread=message)
    await client.chat_postMessage(channel=kitchen.id, text="soon", thread_ts=parent["ts"])
    replies = await client.conversations_replies(channel=kitchen.id, ts=parent["ts"])
    history = await client.conversations_history(channel=kitchen.id)

    assert [each["text"] for each in replies["messages"]] == ["tea?", "yes", "soon"]
    assert [each["text"] for each in history["messages"] if "subtype" not in each] == ["tea?"]
    assert history["messages"][0]["reply_count"] == 2
    assert [each.text for each in kitchen.thread_of(message)] == ["yes", "soon"]
    await ben.sees("soon", in_thread=message)
    assert (
        await refusal(client.conversations_replies(channel=kitchen.id, ts="1.000001"))
        == "thread_not_found"
    )


async def test_history_comes_newest_first_and_in_pages(
    client: AsyncWebClient, kitchen: Channel, ana: Person
) -> None:
    said = [await ana.says(f"cup {number}") for number in range(5)]
    first = await client.conversations_history(channel=kitchen.id, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=kitchen.id, limit=2, cursor=cursor)
    after = await client.conversations_history(channel=kitchen.id, oldest=said[2].ts)
    since = await client.conversations_history(
        channel=kitchen.id, oldest=said[2].ts, inclusive=True
    )

    assert [each["text"] for each in first["messages"]] == ["cup 4", "cup 3"]
    assert [each["text"] for each in second["messages"]] == ["cup 2", "cup 1"]
    assert first["has_more"]
    assert len(after["messages"]) == 2
    assert len(since["messages"]) == 3


async def test_reactions_are_added_once_and_removed_once(
    client: AsyncWebClient, kitchen: Channel, ana: Person, refusal: Refusal
) -> None:
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea")
    item = {"channel": kitchen.id, "timestamp": posted["ts"]}
    await client.reactions_add(name="tea", **item)
    await ana.reacts("tea", to=kitchen.messages[0])
    seen = await client.reactions_get(full=True, **item)

    assert seen["message"]["reactions"][0]["count"] == 2
    assert await refusal(client.reactions_add(name="tea", **item)) == "already_reacted"
    assert await refusal(client.reactions_add(name="no_such_thing", **item)) == "invalid_name"
    await client.reactions_remove(name="tea", **item)
    assert await refusal(client.reactions_remove(name="tea", **item)) == "no_reaction"


@pytest.mark.parametrize(
    ("used", "same", "told"),
    [
        ("thumbsup", "+1", "+1"),
        ("+1", "thumbsup", "+1"),
        ("thumbsup::skin-tone-3", "+1::skin-tone-3", "+1::skin-tone-3"),
        ("poop", "shit", "hankey"),
    ],
)
async def test_an_emoji_has_one_name_whatever_it_is_called(
    client: AsyncWebClient, kitchen: Channel, refusal: Refusal, used: str, same: str, told: str
) -> None:
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea")
    item = {"channel": kitchen.id, "timestamp": posted["ts"]}
    await client.reactions_add(name=used, **item)

    assert list(kitchen.messages[0].reactions) == [told]
    assert await refusal(client.reactions_add(name=same, **item)) == "already_reacted"
    await client.reactions_remove(name=same, **item)
    assert kitchen.messages[0].reactions == {}


async def test_an_own_emoji_of_the_workspace_keeps_its_name(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    slack.workspace.custom_emoji.add("thumbsup")
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea")
    item = {"channel": kitchen.id, "timestamp": posted["ts"]}
    for name in ("thumbsup", "+1"):
        await client.reactions_add(name=name, **item)

    assert list(kitchen.messages[0].reactions) == ["thumbsup", "+1"]


async def test_a_file_is_shared_after_its_three_steps(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, ana: Person
) -> None:
    uploaded = await client.files_upload_v2(
        channel=kitchen.id, filename="notes.md", content="# Tea", initial_comment="the notes"
    )
    message = await ana.sees("the notes")
    info = await client.files_info(file=uploaded["files"][0]["id"])

    assert message.files[0].data == b"# Tea"
    assert info["file"]["shares"]["public"][kitchen.id][0]["ts"] == message.ts
    assert len(slack.traffic.calls("files.completeUploadExternal")) == 1


async def test_many_calls_at_once_get_their_own_rising_times(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    slack.options.rate_limits = False
    answers = await asyncio.gather(
        *(client.chat_postMessage(channel=kitchen.id, text=str(number)) for number in range(40))
    )

    times = [message.ts for message in kitchen.messages]
    assert len(set(times)) == 40
    assert times == sorted(times)
    assert {answer["ts"] for answer in answers} == set(times)
    assert all(len(ts.partition(".")[2]) == 6 for ts in times)


async def test_a_person_and_the_conversation_with_them_share_one_pace(
    slack: LocalSlack, session: aiohttp.ClientSession, ana: Person
) -> None:
    slack.limits.seconds = lambda: 0.0
    once = AsyncWebClient(
        slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
    )
    for place in (ana.id, ana.dm.id, ana.id, ana.dm.id, ana.id):
        await once.chat_postMessage(channel=place, text="psst")
    for place in (ana.id, ana.dm.id):
        with pytest.raises(SlackApiError, match="ratelimited"):
            await once.chat_postMessage(channel=place, text="psst")

    assert len(ana.dm.messages) == 5


async def test_a_channel_takes_a_short_burst_and_then_one_message_a_second(
    slack: LocalSlack, session: aiohttp.ClientSession, kitchen: Channel
) -> None:
    now = 0.0
    slack.limits.seconds = lambda: now
    garden = slack.channel("garden", members=["Ana"], bot=True)
    once = AsyncWebClient(
        slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
    )
    for number in range(5):
        await once.chat_postMessage(channel=kitchen.id, text=str(number))
    with pytest.raises(SlackApiError) as refusal:
        await once.chat_postMessage(channel=kitchen.id, text="too fast")
    await once.chat_postMessage(channel=garden.id, text="elsewhere")
    now = 1.0
    await once.chat_postMessage(channel=kitchen.id, text="5")

    assert refusal.value.response.status_code == 429
    assert refusal.value.response.headers["Retry-After"] == "1"
    assert [message.text for message in kitchen.messages] == list("012345")
