"""Every answer of the Web API has the shape of Slack's own sample of it."""

from collections.abc import AsyncIterator
from typing import Any, TypeAlias

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from localslack import Channel, LocalSlack, NewPerson, Person
from localslack.web_api import METHODS
from localslack.workspace.details import UserGroup
from localslack_support.manifests import a_distributed_manifest
from localslack_support.slack_samples import (
    NEEDS_SAMPLES,
    has_sample,
    left_out,
    sample_answer,
    strangers,
)

pytestmark = [
    NEEDS_SAMPLES,
    # slack-sdk 3.47 writes its client credentials in the old way of aiohttp.
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),
]

BACK = "https://tea.example/slack"
WITHOUT_SAMPLE = {
    "api.test",
    "bookmarks.add",
    "bookmarks.edit",
    "bookmarks.list",
    "bookmarks.remove",
    "chat.deleteScheduledMessage",
    "chat.scheduledMessages.list",
    "conversations.kick",
    "conversations.leave",
    "conversations.setTopic",
    "conversations.unarchive",
}

NOT_SENT = {
    "auth.test": "app_id app_name enterprise_id expires_in",
    "conversations.history": "latest oldest",
    "conversations.open": "already_open no_op",
    "emoji.list": "categories categories_version",
    "files.info": (
        "comments content content_highlight_css content_highlight_html"
        " content_highlight_html_truncated is_truncated paging"
    ),
    "oauth.v2.access": "expires_in incoming_webhook refresh_token",
    "users.getPresence": "auto_away connection_count last_activity manual_away online",
    "users.list": "offset",
}
"""Fields of the samples that come in other workspaces or with other arguments only."""

Meant: TypeAlias = dict[str, object]
"""What the words in the tables below stand for."""

_OF_THE_BOT: list[tuple[str, dict[str, Any]]] = [
    ("auth.test", {}),
    ("bots.info", {"bot": "@bot"}),
    ("team.info", {}),
    ("users.info", {"user": "@Ana", "include_locale": True}),
    ("users.list", {}),
    ("users.conversations", {"types": "public_channel,im"}),
    ("users.getPresence", {"user": "@Ana"}),
    ("users.lookupByEmail", {"email": "finn@tea.example"}),
    ("users.profile.get", {"user": "@Ana"}),
    ("usergroups.list", {"include_count": True, "include_users": True}),
    ("usergroups.users.list", {"usergroup": "the group"}),
    ("dnd.info", {"user": "@Ana"}),
    ("dnd.teamInfo", {"users": "@Ana"}),
    ("emoji.list", {}),
    ("conversations.create", {"name": "attic"}),
    ("conversations.info", {"channel": "#kitchen", "include_num_members": True}),
    ("conversations.list", {"types": "public_channel,im"}),
    ("conversations.members", {"channel": "#kitchen"}),
    ("conversations.history", {"channel": "#kitchen", "include_all_metadata": True}),
    ("conversations.replies", {"channel": "#kitchen", "ts": "the post"}),
    ("conversations.open", {"users": "@Ana", "return_im": True}),
    ("conversations.join", {"channel": "#garden"}),
    ("conversations.invite", {"channel": "#garden", "users": "@Ben"}),
    ("conversations.canvases.create", {"channel_id": "#kitchen"}),
    ("chat.postEphemeral", {"channel": "#kitchen", "user": "@Ana", "text": "psst"}),
    ("chat.getPermalink", {"channel": "#kitchen", "message_ts": "the post"}),
    ("chat.scheduleMessage", {"channel": "#kitchen", "text": "tea", "post_at": "in an hour"}),
    ("reactions.get", {"channel": "#kitchen", "timestamp": "the post", "full": True}),
    ("reactions.remove", {"channel": "#kitchen", "timestamp": "the post", "name": "tea"}),
    ("pins.add", {"channel": "#kitchen", "timestamp": "the post"}),
    ("pins.list", {"channel": "#kitchen"}),
    ("pins.remove", {"channel": "#kitchen", "timestamp": "the post"}),
    ("chat.update", {"channel": "#kitchen", "ts": "the post", "text": "more"}),
    ("chat.delete", {"channel": "#kitchen", "ts": "the post"}),
    ("files.info", {"file": "the file"}),
    ("files.delete", {"file": "the file"}),
    ("conversations.archive", {"channel": "#kitchen"}),
    ("auth.revoke", {"test": True}),
]
_OF_A_PERSON: list[tuple[str, dict[str, Any]]] = [
    ("users.profile.set", {"profile": {"status_text": "brewing", "status_emoji": ":tea:"}}),
    ("dnd.setSnooze", {"num_minutes": 20}),
    ("dnd.endSnooze", {}),
]


async def call_all(
    caller: AsyncWebClient, calls: list[tuple[str, dict[str, Any]]], meant: Meant
) -> None:
    for method, arguments in calls:
        given = {
            name: meant.get(value, value) if isinstance(value, str) else value
            for name, value in arguments.items()
        }
        if "profile" in given:
            await caller.api_call(method, json=given)
        else:
            await caller.api_call(method, params=given)


async def post_things(client: AsyncWebClient, slack: LocalSlack, kitchen: Channel) -> Meant:
    """Things of every kind, with words for them."""
    ana, finn = slack.person("Ana"), slack.add_person(NewPerson("Finn", email="finn@tea.example"))
    group = UserGroup(
        id="S1", name="Tea", handle="tea", members=(finn.user,), created=1, creator=finn.user
    )
    slack.workspace.details.user_groups[group.id] = group
    slack.workspace.custom_emoji.add("teapot_party")
    marker = {"event_type": "tea", "event_payload": {"key": "cup"}}
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea", metadata=marker)
    await client.chat_postMessage(channel=kitchen.id, text="soon", thread_ts=posted["ts"])
    await client.chat_postMessage(channel=ana.id, text="psst")
    await client.reactions_add(channel=kitchen.id, timestamp=posted["ts"], name="tea")
    await client.files_upload_v2(channel=kitchen.id, filename="a.txt", content="tea")
    return {
        "@bot": slack.app.bot_id,
        "@Ana": ana.id,
        "@Ben": slack.person("Ben").id,
        "#kitchen": kitchen.id,
        "#garden": slack.channel("garden", members=["Ana"]).id,
        "the post": posted["ts"],
        "the group": group.id,
        "the file": next(iter(slack.workspace.files)),
        "in an hour": slack.workspace.timestamps.seconds() + 3600,
    }


async def use_views(client: AsyncWebClient, slack: LocalSlack, ana: Person) -> None:
    label = {"type": "plain_text", "text": "Brew"}
    button = {"type": "button", "text": label, "action_id": "brew"}
    blocks = [{"type": "actions", "elements": [button]}]
    modal = {"type": "modal", "title": label, "submit": label, "blocks": blocks}
    triggers = slack.app.triggers
    opened = await client.views_open(trigger_id=triggers.issue(ana.user), view=modal)
    await client.views_push(trigger_id=triggers.issue(ana.user), view=modal)
    await client.views_update(view_id=opened["view"]["id"], view=modal)
    await client.views_publish(user_id=ana.id, view={"type": "home", "blocks": blocks})


async def install_and_uninstall(
    client: AsyncWebClient, slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    """With the consent of a person, for the bot and for themselves."""
    credentials = {
        "client_id": slack.registration.client_id,
        "client_secret": slack.registration.client_secret,
    }
    authorize = URL(f"{slack.listener.url}/oauth/v2/authorize").with_query(
        client_id=credentials["client_id"],
        scope="chat:write",
        user_scope="chat:write",
        redirect_uri=BACK,
    )
    async with session.get(authorize, allow_redirects=False) as sent_back:
        code = URL(sent_back.headers["Location"]).query["code"]
    installed = await client.oauth_v2_access(code=code, redirect_uri=BACK, **credentials)
    if "refresh_token" in installed.data:
        again = {"grant_type": "refresh_token", "refresh_token": installed["refresh_token"]}
        installed = await client.oauth_v2_access(**again, **credentials)
    await client.apps_uninstall(token=installed["access_token"], **credentials)


@pytest.fixture(params=[False, True], ids=["lasting tokens", "token rotation"])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[LocalSlack]:
    manifest = a_distributed_manifest(rotation=request.param)
    async with LocalSlack(manifest, [NewPerson("Ana"), NewPerson("Ben")]) as running:
        yield running


async def test_every_answer_has_the_shape_of_its_sample(
    client: AsyncWebClient,
    slack: LocalSlack,
    kitchen: Channel,
    ana: Person,
    session: aiohttp.ClientSession,
) -> None:
    meant = await post_things(client, slack, kitchen)
    token = slack.teams[slack.team_id].authorize("Finn", "users.profile:write dnd:write")
    as_finn = AsyncWebClient(token, base_url=slack.api_url, session=client.session)
    canvas = await client.canvases_create(title="Teas")
    change = {"operation": "replace", "document_content": {"type": "markdown", "markdown": "tea"}}
    await client.canvases_edit(canvas_id=canvas["canvas_id"], changes=[change])
    await client.apps_connections_open(app_token=slack.app_token)
    await use_views(client, slack, ana)
    await call_all(as_finn, _OF_A_PERSON, meant)
    await call_all(client, _OF_THE_BOT, meant)
    await install_and_uninstall(client, slack, session)

    found = [
        stranger
        for record in slack.traffic.calls()
        if has_sample(record.name)
        for stranger in strangers(record.answer, sample_answer(record.name), record.name)
    ]
    missing = {
        method: fields
        for method in METHODS
        if has_sample(method)
        and (
            fields := left_out(
                [record.answer for record in slack.traffic.calls(method)],
                sample_answer(method),
                known=NOT_SENT.get(method, ""),
            )
        )
    }
    refused = [(record.name, record.answer) for record in slack.traffic.calls() if not record.ok]
    called = {record.name for record in slack.traffic.calls()}
    assert not refused
    assert not found
    assert missing == {}
    assert {method for method in METHODS if has_sample(method)} <= called


def test_methods_without_a_sample_are_known() -> None:
    assert {method for method in METHODS if not has_sample(method)} == WITHOUT_SAMPLE


async def test_an_installation_is_answered_with_all_that_the_sample_shows(
    client: AsyncWebClient, slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    await install_and_uninstall(client, slack, session)

    shown = sample_answer("oauth.v2.access")
    answer = slack.traffic.calls("oauth.v2.access")[0].answer
    left_out = {"warning", "error", "needed", "provided", "incoming_webhook"}
    if not slack.registration.manifest.token_rotation:
        left_out |= {"refresh_token", "expires_in"}
    assert set(answer) == set(shown) - left_out
    assert set(answer["authed_user"]) == set(shown["authed_user"]) - left_out
    assert set(answer["team"]) == set(shown["team"])
