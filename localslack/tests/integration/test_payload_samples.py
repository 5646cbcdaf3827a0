"""Every payload that the app is sent has the shape of Slack's own sample of it."""

import copy
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, Manifest, NewPerson, Person
from localslack.delivery.events import BUILDERS, app_rate_limited
from localslack.json_types import JsonObject
from localslack.traffic import Record
from localslack.workspace.events import WorkspaceEvent
from localslack_support.manifests import MANIFEST
from localslack_support.slack_samples import NEEDS_SAMPLES, SAMPLES, left_out, sample, strangers

pytestmark = NEEDS_SAMPLES

Connect = Callable[[AsyncApp], Awaitable[Any]]

_PAYLOADS = {
    "/tea": "app-backend/slash-commands/SlashCommandPayload",
    "block_actions": "app-backend/interactive-components/BlockActionPayload",
    "message_action": "app-backend/interactive-components/MessageShortcutPayload",
    "view_submission": "app-backend/views/ViewSubmissionPayload",
    "view_closed": "app-backend/views/ViewClosedPayload",
    "reaction_added": "events/ReactionAddedPayload",
    "reaction_removed": "events/ReactionRemovedPayload",
    "app_home_opened": "events/AppHomeOpenedPayload",
    "app_mention": "events/AppMentionPayload",
    "member_joined_channel": "events/MemberJoinedChannelPayload",
    "file_shared": "events/FileSharedPayload",
    "member_left_channel": "events/MemberLeftChannelPayload",
    "team_join": "events/TeamJoinPayload",
    "user_change": "events/UserChangePayload",
    "channel_archive": "events/ChannelArchivePayload",
    "channel_unarchive": "events/ChannelUnarchivePayload",
    "group_archive": "events/GroupArchivePayload",
    "channel_left": "events/ChannelLeftPayload",
    "group_left": "events/GroupLeftPayload",
    "app_uninstalled": "events/AppUninstalledPayload",
    "tokens_revoked": "events/TokensRevokedPayload",
}
_MESSAGES = {
    None: "events/MessagePayload",
    "message_changed": "events/MessageChangedPayload",
    "message_deleted": "events/MessageDeletedPayload",
    "file_share": "events/MessageFileSharePayload",
    "channel_join": "events/MessageChannelJoinPayload",
    "channel_leave": "events/MessageChannelLeavePayload",
    "channel_topic": "events/MessageChannelTopicPayload",
    "channel_archive": "events/MessageChannelArchivePayload",
    "channel_unarchive": "events/MessageChannelUnarchivePayload",
    "thread_broadcast": "events/MessageThreadBroadcastPayload",
}
_INTERACTIONS = {
    "/tea",
    "block_actions",
    "block_suggestion",
    "message_action",
    "shortcut",
    "view_closed",
    "view_submission",
}

NOT_SENT = "authed_teams authed_users enterprise_id enterprise_name"
"""What Slack sends no more, and what only a workspace of an organisation has."""
NOT_SENT_IN = {
    "app_mention": (
        "app_id blocks bot_id bot_profile display_as_bot edited source_team subtype upload"
        " user_profile user_team username"
    ),
    "block_actions": "app_unfurl bot_access_token function_data interactivity view",
    "channel_archive": "is_moved",
    "group_archive": "is_moved",
    "member_joined_channel": "enterprise",
    "message": "attachments edited metadata",
    "message.file_share": (
        "attachments blocks client_msg_id display_as_bot edited metadata parent_user_id thread_ts"
        " upload"
    ),
    "message.thread_broadcast": "attachments blocks client_msg_id edited metadata",
    "view_closed": "bot_access_token function_data interactivity",
    "view_submission": "bot_access_token function_data interactivity is_cleared",
}
"""What comes only with something else than what is done here, by event and subtype."""
WITHOUT_SAMPLE = {"block_suggestion", "channel_created", "group_unarchive", "shortcut"}
TEXT = {"type": "plain_text", "text": "Brew"}
VIEW = {
    "type": "modal",
    "title": TEXT,
    "submit": TEXT,
    "notify_on_close": True,
    "blocks": [{"type": "divider"}],
}
ELEMENTS = [
    {"type": "button", "text": {"type": "plain_text", "text": "Sip"}, "value": "x"},
    {"type": "external_select", "placeholder": {"type": "plain_text", "text": "Which"}},
]
BLOCKS = [{"type": "actions", "elements": ELEMENTS}]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    document = copy.deepcopy(MANIFEST)
    subscribed = document["settings"]["event_subscriptions"]
    wanted = {*subscribed["bot_events"], *_PAYLOADS, *WITHOUT_SAMPLE}
    subscribed["bot_events"] = sorted(wanted - _INTERACTIONS)
    people = [NewPerson("Ana"), NewPerson("Ben"), NewPerson("Cleo")]
    async with LocalSlack(Manifest.parse(document), people) as running:
        yield running


def expected(name: str, event: JsonObject) -> Any:
    """The sample of a payload, completed by what other samples show."""
    subtype = event.get("subtype")
    shown = sample(_MESSAGES[subtype] if name == "message" else _PAYLOADS[name])
    if subtype == "file_share":
        # The sample shows a person's file; an app's message says that it is the app's.
        shown["event"] = sample(_MESSAGES[None])["event"] | shown["event"]
    if subtype == "thread_broadcast":
        # The sample shows what a person sends, and blanks most of what it replies to.
        told = sample(_MESSAGES[None])["event"]
        shown["event"] = told | shown["event"]
        shown["event"]["root"] = told | shown["event"]["root"]
    if name == "/tea":
        # The fields of a form are texts, all of them.
        shown["is_enterprise_install"] = "false"
    return shown


async def use_everything(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, ana: Person
) -> None:
    await ana.runs("/tea please")
    await ana.clicks("Brew")
    await ana.runs("/tea again")
    await ana.closes_form()
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea", blocks=BLOCKS)
    message = await ana.sees("Sip")
    await ana.clicks("Sip")
    await ana.searches("Which", "green")
    await ana.uses_shortcut("Keep", on=message)
    await ana.uses_shortcut("New tea")
    await ana.reacts("tea", to=message)
    await ana.unreacts("tea", to=message)
    hers = await ana.says("lovely")
    await ana.reacts("tea", to=hers)
    await ana.unreacts("tea", to=hers)
    await client.views_publish(user_id=ana.id, view={"type": "home", "blocks": BLOCKS})
    await ana.opens_home()
    await ana.says(f"@{slack.app.bot.name} hello", in_thread=message)
    await client.files_upload_v2(channel=kitchen.id, filename="a.txt", content="tea")
    await slack.until(lambda: any(message.files for message in kitchen.messages))
    await client.chat_update(channel=kitchen.id, ts=posted["ts"], text="more")
    await client.chat_postMessage(
        channel=kitchen.id, text="look", thread_ts=posted["ts"], reply_broadcast=True
    )
    await client.conversations_create(name="pantry")
    await client.conversations_setTopic(channel=kitchen.id, topic="tea")
    await client.chat_delete(channel=kitchen.id, ts=posted["ts"])


async def come_and_go(slack: LocalSlack, kitchen: Channel, ana: Person) -> None:
    await slack.person("Cleo").joins(kitchen)
    finn = slack.add_person(NewPerson("Finn"))
    await finn.joins(kitchen)
    await finn.leaves(kitchen)
    slack.incidents().deactivate_person("Finn")
    cellar = slack.channel("cellar", members=["Ana"], private=True, bot=True)
    for channel in (kitchen, cellar):
        await ana.archives(channel)
        await ana.unarchives(channel)
    await ana.removes_app(slack.channel("attic", members=["Ana"], bot=True))
    await ana.removes_app(cellar)
    slack.incidents().uninstall_app()


def missing_fields(slack: LocalSlack) -> dict[str, set[str]]:
    """What stands in the sample of a payload, or of its event, and was not sent."""
    records: dict[str, list[Record]] = defaultdict(list)
    for record in slack.traffic.deliveries():
        if record.name not in WITHOUT_SAMPLE:
            subtype = record.arguments.get("event", {}).get("subtype")
            records[f"{record.name}.{subtype}" if subtype else record.name].append(record)
    missing: dict[str, set[str]] = {}
    for kind, same in records.items():
        sent = [record.arguments for record in same]
        shown = expected(same[0].name, sent[0].get("event", {}))
        fields = left_out(sent, shown, known=f"{NOT_SENT} {NOT_SENT_IN.get(kind, '')}")
        events = [each.get("event") for each in sent]
        known = NOT_SENT_IN.get(kind, "")
        fields |= left_out(events, shown.get("event"), known=known)
        if fields:
            missing[kind] = fields
    return missing


async def test_every_payload_has_the_shape_of_its_sample(
    app: AsyncApp,
    client: AsyncWebClient,
    slack: LocalSlack,
    kitchen: Channel,
    ana: Person,
    connect: Connect,
) -> None:
    @app.middleware
    async def take_everything(body: dict[str, Any]) -> Any:
        if body.get("command"):
            await client.views_open(trigger_id=body["trigger_id"], view=VIEW)
        if body.get("type") == "block_suggestion":
            return BoltResponse(status=200, body={"options": [{"text": TEXT, "value": "x"}]})
        return BoltResponse(status=200, body="")

    told: set[type[WorkspaceEvent]] = set()
    slack.subscribe(lambda happening: told.add(type(happening)))
    await connect(app)
    await use_everything(client, slack, kitchen, ana)
    await come_and_go(slack, kitchen, ana)
    names = {*_PAYLOADS, *WITHOUT_SAMPLE, "message"}
    await slack.until(lambda: names <= {record.name for record in slack.traffic.deliveries()})

    found = [
        stranger
        for record in slack.traffic.deliveries()
        if record.name not in WITHOUT_SAMPLE
        for stranger in strangers(
            record.arguments,
            expected(record.name, record.arguments.get("event", {})),
            record.name,
        )
    ]
    assert not found
    assert missing_fields(slack) == {}
    assert names == {record.name for record in slack.traffic.deliveries()}
    assert set(_MESSAGES) == {
        record.arguments["event"].get("subtype") for record in slack.traffic.deliveries("message")
    }
    assert set(BUILDERS) <= told


def test_what_comes_instead_of_too_many_events_has_the_shape_of_its_sample(
    slack: LocalSlack,
) -> None:
    sent = app_rate_limited(slack.app, minute=60)
    # The sample has an envelope around it, in which Slack does not send it.
    shown = sample("events/AppRateLimitedPayload")["event"]

    assert not list(strangers(sent, shown, "app_rate_limited"))


def test_payloads_without_a_sample_are_known() -> None:
    published = {path.stem.removesuffix("Payload") for path in SAMPLES.rglob("*Payload.json")}
    named = {"".join(map(str.title, name.split("_"))) for name in WITHOUT_SAMPLE}

    assert not named & published
    assert {name.rpartition("/")[2] for name in _used_samples()} <= {
        f"{name}Payload" for name in published
    }


def _used_samples() -> set[str]:
    return {*_PAYLOADS.values(), *_MESSAGES.values(), "events/AppRateLimitedPayload"}
