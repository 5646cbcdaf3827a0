"""Whatever the local Slack sends exists, with the same type, in Slack's own samples."""

import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, NewPerson, Person
from localslack.details import UserGroup

SAMPLES = Path(__file__).parents[4] / "shared" / "slack-data" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="Slack's samples are not here")

Connect = Callable[[AsyncApp], Awaitable[Any]]

# The samples leave out what an app decides itself, and name some things by an example's id.
_ELIDED = {
    "attachments",
    "blocks",
    "emoji",
    "event_payload",
    "fields",
    "files",
    "icon",
    "item",
    "shares",
    "users",
    "values",
}
# Newer than the samples, or missing in the one for this method; see the API reference.
_KNOWN_EXTRAS = {
    "ok",
    "context_team_id",
    "context_enterprise_id",
    "accepts_response_payload",
    "updated",
    "blocks",
    "state",
    "value",
    "emoji",
    "response_urls",
    "app_id",
    "args",
    "channel",
    "message",
    "is_locked",
    "reply_users",
    "revoked",
}


def strangers(sent: object, sample: object, path: str = "") -> Iterator[str]:
    """What stands in the answer and not in the sample, or with another type."""
    if isinstance(sent, dict) and isinstance(sample, dict):
        for key, value in sent.items():
            here = f"{path}.{key}"
            if key in _ELIDED:
                continue
            if key in sample:
                yield from strangers(value, sample[key], here)
            elif key not in _KNOWN_EXTRAS and sample:
                yield f"{here}: not in the sample"
    elif isinstance(sent, list) and isinstance(sample, list):
        for value in sent:
            if sample:
                yield from strangers(value, sample[0], f"{path}[]")
    elif sent is not None and sample is not None and type(sent) is not type(sample):
        yield f"{path}: {type(sent).__name__} instead of {type(sample).__name__}"


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def sample_answer(method: str) -> Any:
    """The sample, with a message completed by what the samples of other methods show of one."""
    answer = sample(f"api/{method}")
    for reader in ("conversations.replies", "conversations.history"):
        if "message" in answer:
            answer["message"] = sample(f"api/{reader}")["messages"][0] | answer["message"]
    return answer


def button(label: str) -> list[dict[str, Any]]:
    element = {"type": "button", "text": {"type": "plain_text", "text": label}, "value": "x"}
    return [{"type": "actions", "elements": [element]}]


async def test_answers_have_the_shape_of_the_samples(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, ana: Person
) -> None:
    garden = slack.channel("garden", members=["Ana"])
    marker = {"event_type": "tea", "event_payload": {"key": "cup"}}
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea", metadata=marker)
    ts = posted["ts"]
    await client.chat_postMessage(channel=kitchen.id, text="soon", thread_ts=ts)
    await client.chat_postMessage(channel=ana.id, text="psst")
    await client.reactions_add(channel=kitchen.id, timestamp=ts, name="tea")
    await client.files_upload_v2(channel=kitchen.id, filename="a.txt", content="tea")
    home = {"type": "home", "blocks": button("Brew")}

    await client.auth_test()
    await client.bots_info(bot=slack.app.bot_id)
    await client.team_info()
    await client.users_info(user=ana.id, include_locale=True)
    await client.users_list()
    await client.users_conversations(types="public_channel,im")
    await client.conversations_info(channel=kitchen.id, include_num_members=True)
    await client.conversations_list(types="public_channel,im")
    await client.conversations_members(channel=kitchen.id)
    await client.conversations_history(channel=kitchen.id, include_all_metadata=True)
    await client.conversations_replies(channel=kitchen.id, ts=ts)
    await client.conversations_open(users=ana.id, return_im=True)
    await client.conversations_join(channel=garden.id)
    await client.conversations_invite(channel=garden.id, users=slack.person("Ben").id)
    await client.chat_postEphemeral(channel=kitchen.id, user=ana.id, text="psst")
    await client.chat_getPermalink(channel=kitchen.id, message_ts=ts)
    await client.reactions_get(channel=kitchen.id, timestamp=ts, full=True)
    await client.reactions_remove(channel=kitchen.id, timestamp=ts, name="tea")
    await client.pins_add(channel=kitchen.id, timestamp=ts)
    await client.views_publish(user_id=ana.id, view=home)
    await client.chat_update(channel=kitchen.id, ts=ts, text="more")
    await client.chat_delete(channel=kitchen.id, ts=ts)
    await client.files_info(file=next(iter(slack.workspace.files)))

    assert len({record.name for record in slack.wire.calls()}) > 24
    for record in slack.wire.calls():
        assert record.ok, record
        found = list(strangers(record.answer, sample_answer(record.name)))
        assert not found, f"{record.name}: {found}"


_MORE_CALLS: list[tuple[str, dict[str, Any]]] = [
    ("conversations.create", {"name": "attic"}),
    ("conversations.setTopic", {"channel": "#kitchen", "topic": "tea"}),
    ("conversations.canvases.create", {"channel_id": "#kitchen"}),
    ("canvases.create", {"title": "Teas"}),
    ("chat.scheduleMessage", {"channel": "#kitchen", "text": "tea", "post_at": "in an hour"}),
    ("dnd.info", {"user": "@Ana"}),
    ("dnd.teamInfo", {"users": "@Ana"}),
    ("emoji.list", {}),
    ("pins.list", {"channel": "#kitchen"}),
    ("pins.remove", {"channel": "#kitchen", "timestamp": "the post"}),
    ("usergroups.list", {"include_count": True, "include_users": True}),
    ("usergroups.users.list", {"usergroup": "the group"}),
    ("users.getPresence", {"user": "@Ana"}),
    ("users.lookupByEmail", {"email": "ana@tea.example"}),
    ("users.profile.get", {"user": "@Ana"}),
    ("files.delete", {"file": "the file"}),
    ("conversations.archive", {"channel": "#kitchen"}),
    ("auth.revoke", {"test": True}),
    ("apps.uninstall", {"client_id": "id", "client_secret": "secret"}),
]
_CALLS_OF_A_PERSON: list[tuple[str, dict[str, Any]]] = [
    ("users.profile.set", {"profile": {"status_text": "brewing", "status_emoji": ":tea:"}}),
    ("dnd.setSnooze", {"num_minutes": 20}),
    ("dnd.endSnooze", {}),
]


async def test_rarer_answers_have_the_shape_of_the_samples(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel
) -> None:
    finn = slack.add_person(NewPerson("Finn", email="ana@tea.example"))
    group = UserGroup(
        id="S1", name="Tea", handle="tea", members=(finn.user,), created=1, creator=finn.user
    )
    slack.workspace.details.user_groups[group.id] = group
    slack.workspace.custom_emoji.add("teapot_party")
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea")
    await client.pins_add(channel=kitchen.id, timestamp=posted["ts"])
    await client.files_upload_v2(channel=kitchen.id, filename="a.txt", content="tea")
    meant: dict[object, object] = {
        "#kitchen": kitchen.id,
        "@Ana": slack.person("Ana").id,
        "the post": posted["ts"],
        "the group": "S1",
        "the file": next(iter(slack.workspace.files)),
        "in an hour": slack.workspace.timestamps.seconds() + 3600,
        "id": slack.registration.client_id,
        "secret": slack.registration.client_secret,
    }
    as_finn = AsyncWebClient(
        slack.teams[slack.team_id].authorize("Finn", "users.profile:write dnd:write"),
        base_url=slack.api_url,
        session=client.session,
    )
    for caller, calls in ((as_finn, _CALLS_OF_A_PERSON), (client, _MORE_CALLS)):
        for method, arguments in calls:
            given = {
                name: meant.get(value, value) if isinstance(value, str) else value
                for name, value in arguments.items()
            }
            await caller.api_call(method, json=given) if "profile" in given else (
                await caller.api_call(method, params=given)
            )

    called = {method for method, _ in (*_MORE_CALLS, *_CALLS_OF_A_PERSON)}
    for method in called - _WITHOUT_SAMPLE:
        record = slack.wire.calls(method)[0]
        assert record.ok, record
        found = list(strangers(record.answer, sample_answer(method)))
        assert not found, f"{method}: {found}"


_WITHOUT_SAMPLE = {"conversations.setTopic"}


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


async def test_payloads_have_the_shape_of_the_samples(
    app: AsyncApp,
    client: AsyncWebClient,
    slack: LocalSlack,
    kitchen: Channel,
    ana: Person,
    connect: Connect,
) -> None:
    label = {"type": "plain_text", "text": "Brew"}
    view = {
        "type": "modal",
        "title": label,
        "submit": label,
        "notify_on_close": True,
        "blocks": [{"type": "divider"}],
    }

    @app.middleware
    async def take_everything(body: dict[str, Any]) -> Any:
        if body.get("command"):
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        return BoltResponse(status=200)

    await connect(app)
    await ana.runs("/tea please")
    await ana.clicks("Brew")
    await ana.runs("/tea again")
    await ana.closes_form()
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea", blocks=button("Sip"))
    message = await ana.sees("Sip")
    await ana.clicks("Sip")
    await ana.uses_shortcut("Keep", on=message)
    await ana.reacts("tea", to=message)
    await ana.unreacts("tea", to=message)
    await ana.opens_home()
    await ana.says(f"@{slack.app.bot.name} hello", in_thread=message)
    await slack.person("Cleo").joins(kitchen)
    await client.files_upload_v2(channel=kitchen.id, filename="a.txt", content="tea")
    await client.chat_update(channel=kitchen.id, ts=posted["ts"], text="more")
    await client.chat_postMessage(
        channel=kitchen.id, text="look", thread_ts=posted["ts"], reply_broadcast=True
    )
    await client.conversations_setTopic(channel=kitchen.id, topic="tea")
    await client.chat_delete(channel=kitchen.id, ts=posted["ts"])
    finn = slack.add_person(NewPerson("Finn"))
    await finn.joins(kitchen)
    await finn.leaves(kitchen)
    slack.accidents().deactivate_person("Finn")
    await ana.removes_app(slack.channel("attic", members=["Ana"], bot=True))
    await ana.removes_app(slack.channel("cellar", members=["Ana"], private=True, bot=True))
    await ana.archives(kitchen)
    await ana.unarchives(kitchen)
    slack.accidents().uninstall_app()
    names = {*_PAYLOADS, "message"}
    await slack.until(lambda: names <= {record.name for record in slack.wire.deliveries()})

    found: list[str] = []
    for record in slack.wire.deliveries():
        event = record.arguments.get("event", {})
        name = _MESSAGES[event.get("subtype")] if record.name == "message" else None
        expected = sample(name or _PAYLOADS[record.name])
        if event.get("subtype") == "file_share":
            # The sample shows a person's file; an app's message says that it is the app's.
            expected["event"] = sample(_MESSAGES[None])["event"] | expected["event"]
        if event.get("subtype") == "thread_broadcast":
            # The sample shows what a person sends, and blanks most of what it replies to.
            told = sample(_MESSAGES[None])["event"]
            expected["event"] = told | expected["event"]
            expected["event"]["root"] = told | expected["event"]["root"]
        if record.name == "/tea":
            # The fields of a form are texts, all of them.
            expected["is_enterprise_install"] = "false"
        found.extend(strangers(record.arguments, expected, record.name))
    assert not found, found
