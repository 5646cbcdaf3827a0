"""Scheduled messages, pins, bookmarks, channels that are made and closed, status and canvases."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, NewPerson, Person
from localslack.options import Options
from localslack_support.manifests import a_manifest

Refusal = Callable[[Awaitable[Any]], Awaitable[str]]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def in_seconds(self, seconds: int) -> int:
        return int(self.now.timestamp()) + seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[LocalSlack]:
    people = [NewPerson("Ana", email="ana@tea.example"), NewPerson("Ben")]
    options = Options(rate_limits=False)
    async with LocalSlack(a_manifest(), people, clock, options=options) as running:
        yield running


@pytest.fixture
def as_ana(slack: LocalSlack, session: aiohttp.ClientSession) -> AsyncWebClient:
    token = slack.teams[slack.team_id].authorize("Ana", "users.profile:write dnd:write dnd:read")
    return AsyncWebClient(token, base_url=slack.api_url, session=session)


async def test_a_scheduled_message_comes_when_it_is_due(
    client: AsyncWebClient, slack: LocalSlack, clock: Clock, kitchen: Channel
) -> None:
    kept = await client.chat_scheduleMessage(
        channel=kitchen.id, text="tea at one", post_at=clock.in_seconds(3600)
    )
    listed = await client.chat_scheduledMessages_list()
    clock.now += timedelta(seconds=3599)
    slack.post_scheduled()
    assert kitchen.messages == []

    clock.now += timedelta(seconds=1)
    slack.post_scheduled()
    slack.post_scheduled()
    assert [message.text for message in kitchen.messages] == ["tea at one"]
    assert listed["scheduled_messages"][0]["id"] == kept["scheduled_message_id"]


async def test_with_metadata_a_scheduled_message_does_not_come(
    client: AsyncWebClient, slack: LocalSlack, clock: Clock, kitchen: Channel
) -> None:
    marker = {"event_type": "tea", "event_payload": {"key": "cup"}}
    kept = await client.chat_scheduleMessage(
        channel=kitchen.id, text="tea", post_at=clock.in_seconds(60), metadata=marker
    )
    clock.now += timedelta(hours=1)
    slack.post_scheduled()

    assert kept["ok"]
    assert kitchen.messages == []
    assert slack.workspace.details.scheduled == {}


@pytest.mark.parametrize(
    ("ahead", "error"),
    [(0, "time_in_past"), (-5, "time_in_past"), (120 * 86_400 + 1, "time_too_far")],
)
async def test_the_time_of_a_message_has_bounds(
    client: AsyncWebClient,
    clock: Clock,
    kitchen: Channel,
    refusal: Refusal,
    ahead: int,
    error: str,
) -> None:
    call = client.chat_scheduleMessage(
        channel=kitchen.id, text="tea", post_at=clock.in_seconds(ahead)
    )

    assert await refusal(call) == error


async def test_no_more_than_thirty_messages_are_due_in_five_minutes(
    client: AsyncWebClient, clock: Clock, kitchen: Channel, refusal: Refusal
) -> None:
    async def schedule(seconds: int) -> Any:
        return await client.chat_scheduleMessage(
            channel=kitchen.id, text="tea", post_at=clock.in_seconds(seconds)
        )

    for number in range(30):
        await schedule(1000 + number)

    assert await refusal(schedule(1100)) == "restricted_too_many"
    assert (await schedule(1400))["ok"]


async def test_a_scheduled_message_can_be_taken_back_until_a_minute_before(
    client: AsyncWebClient, clock: Clock, kitchen: Channel, refusal: Refusal
) -> None:
    async def take_back() -> Any:
        return await client.chat_deleteScheduledMessage(
            channel=kitchen.id, scheduled_message_id=kept["scheduled_message_id"]
        )

    kept = await client.chat_scheduleMessage(
        channel=kitchen.id, text="tea", post_at=clock.in_seconds(61)
    )
    clock.now += timedelta(seconds=1)
    assert await refusal(take_back()) == "invalid_scheduled_message_id"

    clock.now -= timedelta(seconds=1)
    assert (await take_back())["ok"]
    assert await refusal(take_back()) == "invalid_scheduled_message_id"


async def test_pins_are_listed_newest_first(
    client: AsyncWebClient, kitchen: Channel, refusal: Refusal
) -> None:
    posts = [await client.chat_postMessage(channel=kitchen.id, text=text) for text in "ab"]
    items = [{"channel": kitchen.id, "timestamp": post["ts"]} for post in posts]
    for item in items:
        await client.pins_add(**item)
    listed = await client.pins_list(channel=kitchen.id)
    assert [each["message"]["text"] for each in listed["items"]] == ["b", "a"]

    assert await refusal(client.pins_add(**items[0])) == "already_pinned"
    await client.pins_remove(**items[0])
    assert await refusal(client.pins_remove(**items[0])) == "no_pin"


async def test_bookmarks_are_kept_by_channel(
    client: AsyncWebClient, kitchen: Channel, refusal: Refusal
) -> None:
    new = {"channel_id": kitchen.id, "type": "link", "title": "Teas"}
    added = await client.bookmarks_add(link="https://tea.example", **new)
    bookmark = {"channel_id": kitchen.id, "bookmark_id": added["bookmark"]["id"]}
    await client.bookmarks_edit(title="More teas", **bookmark)
    listed = await client.bookmarks_list(channel_id=kitchen.id)
    await client.bookmarks_remove(**bookmark)

    assert [each["title"] for each in listed["bookmarks"]] == ["More teas"]
    assert await refusal(client.bookmarks_remove(**bookmark)) == "not_found"
    assert await refusal(client.bookmarks_add(**new)) == "invalid_link"
    long_title = new | {"title": "x" * 257, "link": "https://tea.example"}
    assert await refusal(client.bookmarks_add(**long_title)) == "invalid_arguments"


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("Tea Time", "invalid_name_specials"),
        ("x" * 81, "invalid_name_maxlength"),
        ("kitchen", "name_taken"),
    ],
)
@pytest.mark.usefixtures("kitchen")
async def test_a_channel_needs_a_name_of_its_own(
    client: AsyncWebClient, refusal: Refusal, name: str, error: str
) -> None:
    assert await refusal(client.conversations_create(name=name)) == error


async def test_an_app_makes_changes_and_closes_a_channel(
    client: AsyncWebClient, slack: LocalSlack, ana: Person, refusal: Refusal
) -> None:
    made = await client.conversations_create(name="attic", is_private=True)
    channel = made["channel"]["id"]
    await client.conversations_invite(channel=channel, users=ana.id)
    topic = await client.conversations_setTopic(channel=channel, topic="old tea")
    await client.conversations_kick(channel=channel, user=ana.id)
    await client.conversations_archive(channel=channel)
    assert await refusal(client.conversations_archive(channel=channel)) == "already_archived"
    assert await refusal(client.conversations_setTopic(channel=channel, topic="x")) == "is_archived"
    await client.conversations_unarchive(channel=channel)
    assert await refusal(client.conversations_unarchive(channel=channel)) == "not_archived"
    await client.conversations_leave(channel=channel)

    assert made["channel"]["is_private"]
    assert topic["channel"]["topic"]["value"] == "old tea"
    assert ana.user not in slack.workspace.channels[channel].members
    history = [each.subtype for each in slack.workspace.channels[channel].history]
    assert history == [
        "channel_join",
        "channel_join",
        "channel_topic",
        "channel_leave",
        "channel_archive",
        "channel_unarchive",
        "channel_leave",
    ]


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("conversations.archive", {"channel": "#general"}, "cant_archive_general"),
        ("conversations.leave", {"channel": "#general"}, "cant_leave_general"),
        ("conversations.leave", {"channel": "#garden"}, "not_in_channel"),
        ("conversations.kick", {"channel": "#general", "user": "@tea"}, "cant_kick_self"),
        ("conversations.kick", {"channel": "#general", "user": "@Ben"}, "not_in_channel"),
        ("conversations.setTopic", {"channel": "#general", "topic": "x" * 251}, "too_long"),
        (
            "chat.scheduleMessage",
            {"channel": "#general", "text": "t", "post_at": "soon"},
            "invalid_time",
        ),
        ("usergroups.users.list", {"usergroup": "S-NONE"}, "no_such_subteam"),
        ("dnd.teamInfo", {"users": ",".join(["U1"] * 51)}, "too_many_users"),
        (
            "bookmarks.add",
            {"channel_id": "#general", "title": "t", "type": "tea"},
            "invalid_bookmark_type",
        ),
        ("canvases.create", {"document_content": '{"type": "html"}'}, "canvas_creation_failed"),
    ],
)
async def test_a_rare_call_is_refused_with_slacks_word_for_it(
    client: AsyncWebClient,
    slack: LocalSlack,
    refusal: Refusal,
    method: str,
    arguments: dict[str, str],
    error: str,
) -> None:
    ids = {
        "#general": slack.channel("general", members=["Ana"], bot=True).id,
        "#garden": slack.channel("garden", members=["Ana"]).id,
        "@Ben": slack.person("Ben").id,
        "@tea": slack.bot_user_id,
    }
    data = {name: ids.get(value, value) for name, value in arguments.items()}

    assert await refusal(client.api_call(method, data=data)) == error


async def test_what_slack_writes_stands_in_the_history_and_nobody_can_change_it(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, refusal: Refusal
) -> None:
    history = await client.conversations_history(channel=kitchen.id)
    own = next(each for each in history["messages"] if each["user"] == slack.bot_user_id)
    update = client.chat_update(channel=kitchen.id, ts=own["ts"], text="hello")

    assert (own["subtype"], own["text"]) == (
        "channel_join",
        f"<@{slack.bot_user_id}> has joined the channel",
    )
    assert await refusal(update) == "cant_update_message"
    assert kitchen.messages == []


async def test_a_status_is_set_by_the_person_alone(
    client: AsyncWebClient, as_ana: AsyncWebClient, ana: Person, refusal: Refusal
) -> None:
    status = {"status_text": "brewing", "status_emoji": ":tea:", "status_expiration": 0}
    await as_ana.users_profile_set(profile=status)
    profile = (await client.users_profile_get(user=ana.id))["profile"]

    assert {key: profile[key] for key in status} == status
    too_long = as_ana.users_profile_set(profile={"status_text": "x" * 101})
    assert await refusal(too_long) == "too_long"
    assert await refusal(client.users_profile_set(profile=status)) == "not_allowed_token_type"


async def test_a_snooze_ends_by_itself_or_when_it_is_told_to(
    as_ana: AsyncWebClient, clock: Clock, refusal: Refusal
) -> None:
    await as_ana.dnd_setSnooze(num_minutes=20)
    clock.now += timedelta(minutes=5)
    assert (await as_ana.dnd_info())["snooze_remaining"] == 15 * 60

    await as_ana.dnd_endSnooze()
    assert await refusal(as_ana.dnd_endSnooze()) == "snooze_not_active"
    await as_ana.dnd_setSnooze(num_minutes=20)
    clock.now += timedelta(minutes=20)
    assert "snooze_enabled" not in (await as_ana.dnd_info()).data


async def test_people_are_found_by_their_address(
    client: AsyncWebClient, ana: Person, refusal: Refusal
) -> None:
    found = await client.users_lookupByEmail(email="ana@tea.example")

    assert found["user"]["id"] == ana.id
    assert found["user"]["profile"]["email"] == "ana@tea.example"
    assert await refusal(client.users_lookupByEmail(email="no@tea.example")) == "users_not_found"


async def test_a_channel_has_one_canvas_and_each_edit_one_change(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, refusal: Refusal
) -> None:
    content = {"type": "markdown", "markdown": "# Teas"}
    made = await client.conversations_canvases_create(
        channel_id=kitchen.id, document_content=content
    )
    again = client.conversations_canvases_create(channel_id=kitchen.id, document_content=content)
    change = {"operation": "insert_at_end", "document_content": content}
    await client.canvases_edit(canvas_id=made["canvas_id"], changes=[change])

    assert await refusal(again) == "channel_canvas_already_exists"
    assert slack.workspace.details.canvases[made["canvas_id"]].parts == ["# Teas", "# Teas"]
    two = client.canvases_edit(canvas_id=made["canvas_id"], changes=[change, change])
    assert await refusal(two) == "invalid_arguments"
    unknown = client.canvases_edit(canvas_id="F-NONE", changes=[change])
    assert await refusal(unknown) == "canvas_not_found"


async def test_an_app_deletes_its_own_files_only(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, refusal: Refusal
) -> None:
    uploaded = await client.files_upload_v2(channel=kitchen.id, filename="a.txt", content="tea")
    await slack.until(lambda: bool(kitchen.messages))
    await client.files_delete(file=uploaded["files"][0]["id"])

    assert kitchen.messages[0].files == ()
    assert await refusal(client.files_delete(file=uploaded["files"][0]["id"])) == "file_not_found"


async def test_some_apps_read_fifteen_messages_a_minute(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, ana: Person
) -> None:
    for number in range(20):
        await ana.says(str(number), in_channel=kitchen)
    everything = await client.conversations_history(channel=kitchen.id, limit=100)
    slack.options.few_reads = True
    slack.limits.seconds = lambda: 0.0
    few = await client.conversations_history(channel=kitchen.id, limit=100)

    assert len(everything["messages"]) > 20
    assert len(few["messages"]) == 15
    assert few["has_more"]
