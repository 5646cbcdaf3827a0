"""From what happens in the workspace to the events the app has subscribed to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from localslack.app.installation import Installation
from localslack.json_types import JsonObject
from localslack.payloads.channels import host_of, is_shared
from localslack.payloads.messages import message_json
from localslack.payloads.users import user_json
from localslack.payloads.views import view_json
from localslack.workspace import events as h
from localslack.workspace.conversations import Channel, ChannelKind, Message


@dataclass(frozen=True, slots=True)
class Event:
    """One inner event, with the subscription that asks for it and the place it is about."""

    subscription: str
    json: JsonObject
    channel: Channel | None = None
    scope: str | None = None

    def wanted_by(self, app: Installation) -> bool:
        manifest = app.manifest
        return (
            app.installed
            and self.subscription in manifest.bot_events
            and (self.scope is None or self.scope in app.scopes)
            and (self.channel is None or app.is_in(self.channel))
        )


def events_of(app: Installation, cause: h.WorkspaceEvent) -> Iterator[Event]:
    """What Slack would tell this app of it."""
    build = BUILDERS.get(type(cause))
    if build is not None:
        for event in build(app, cause):
            if event.wanted_by(app):
                yield event


def event_callback(app: Installation, event: Event) -> JsonObject:
    team_id, context_team_id = _teams(app, event)
    authorization = {
        "enterprise_id": None,
        "team_id": app.team_id,
        "user_id": app.bot.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": app.registration.verification_token,
        "team_id": team_id,
        "context_team_id": context_team_id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": event.json,
        "type": "event_callback",
        "event_id": app.workspace.ids.random("Ev"),
        "event_time": app.workspace.timestamps.seconds(),
        "authorizations": [authorization],
        "is_ext_shared_channel": event.channel is not None and is_shared(event.channel),
        "event_context": app.workspace.ids.random("4-"),
    }


def _teams(app: Installation, event: Event) -> tuple[str, str]:
    """The team that an event is of, and that of its context; only the authorizations are plain.

    In a channel of several organisations a message is of its author's team, anything else of the
    channel's host. Of the context is the host, where what happened is of the app's own team.

    Source: what Slack sent, as kept in github.com/slackapi/bolt-python (test_internals.py), and
    github.com/slackapi/bolt-js/issues/687.
    """
    own = app.team_id
    if event.channel is None or not is_shared(event.channel):
        return own, own
    host = host_of(app, event.channel)
    team = event.json.get("team", own) if event.json["type"] == "message" else host
    return team, host if team == own else own


def app_rate_limited(app: Installation, minute: int) -> JsonObject:
    """What comes instead of events, once there were too many."""
    return {
        "type": "app_rate_limited",
        "token": app.registration.verification_token,
        "team_id": app.team_id,
        "minute_rate_limited": minute,
        "api_app_id": app.app_id,
    }


_NOT_IN_MENTIONS = frozenset({"channel_type", "parent_user_id"})


def _posted(app: Installation, cause: h.Posted) -> Iterator[Event]:
    message = cause.message
    said = message_json(app, message) | _where(message.channel) | {"event_ts": message.ts}
    yield _message_event(message, said)
    mentioned = f"<@{app.bot.id}" in message.text
    if mentioned and message.channel.kind is not ChannelKind.DIRECT and message.user != app.bot:
        mention = {key: said[key] for key in said.keys() - _NOT_IN_MENTIONS}
        yield Event(
            "app_mention",
            mention | {"type": "app_mention"},
            message.channel,
            "app_mentions:read",
        )


def _noticed(app: Installation, cause: h.Noticed) -> Iterator[Event]:
    message = cause.message
    said = message_json(app, message) | _where(message.channel) | {"event_ts": message.ts}
    yield _message_event(message, said)


def _user_event(
    name: str,
) -> Callable[[Installation, h.UserJoined | h.UserChanged], Iterator[Event]]:
    def build(app: Installation, cause: h.UserJoined | h.UserChanged) -> Iterator[Event]:
        shape: JsonObject = {"type": name, "user": user_json(app, cause.user)}
        if name == "user_change":
            shape |= {"cache_ts": app.workspace.timestamps.seconds()}
        yield Event(name, shape, scope="users:read")

    return build


def _edited(app: Installation, cause: h.Edited) -> Iterator[Event]:
    message = cause.message
    if message.ephemeral_for is not None:
        return
    changed = _hidden(app, message, "message_changed") | {
        "message": message_json(app, message),
        "previous_message": message_json(app, message, content=cause.before),
    }
    yield _message_event(message, changed)


def _deleted(app: Installation, cause: h.Deleted) -> Iterator[Event]:
    message = cause.message
    if message.ephemeral_for is not None:
        return
    gone = _hidden(app, message, "message_deleted") | {
        "deleted_ts": message.ts,
        "previous_message": message_json(app, message),
    }
    yield _message_event(message, gone)


def _reaction(name: str) -> Callable[[Installation, h.Reacted | h.Unreacted], Iterator[Event]]:
    def build(app: Installation, cause: h.Reacted | h.Unreacted) -> Iterator[Event]:
        message = cause.message
        shape: JsonObject = {
            "type": name,
            "user": cause.by.id,
            "reaction": cause.emoji,
            "item": {"type": "message", "channel": message.channel.id, "ts": message.ts},
            "event_ts": app.workspace.timestamps.next(),
        }
        # Slack leaves it out for what an app has written.
        if not message.user.is_bot:
            shape["item_user"] = message.user.id
        yield Event(name, shape, message.channel, "reactions:read")

    return build


def _channel_created(app: Installation, cause: h.ChannelCreated) -> Iterator[Event]:
    """Told of public channels only, to apps that are not in them too."""
    channel = cause.channel
    if channel.kind is ChannelKind.PUBLIC:
        about = {
            "id": channel.id,
            "name": channel.name,
            "created": channel.created,
            "creator": channel.creator.id,
        }
        shape = {
            "type": "channel_created",
            "channel": about,
            "event_ts": app.workspace.timestamps.next(),
        }
        yield Event("channel_created", shape, scope="channels:read")


def _membership(name: str) -> Callable[[Installation, h.Joined | h.Left], Iterator[Event]]:
    def build(app: Installation, cause: h.Joined | h.Left) -> Iterator[Event]:
        channel = cause.channel
        shape: JsonObject = {
            "type": name,
            "user": cause.user.id,
            "channel": channel.id,
            "channel_type": "G" if channel.kind is ChannelKind.PRIVATE else "C",
            "team": app.workspace.team_id,
            "event_ts": app.workspace.timestamps.next(),
        }
        if isinstance(cause, h.Joined) and cause.inviter:
            shape["inviter"] = cause.inviter.id
        yield Event(name, shape, channel, f"{channel.kind.scope}:read")
        if isinstance(cause, h.Left) and cause.user == app.bot:
            yield _own_leaving(app, channel)

    return build


def _own_leaving(app: Installation, channel: Channel) -> Event:
    """The app itself is told when it is in a channel no more."""
    name = f"{channel.kind.event_type}_left"
    shape = {
        "type": name,
        "channel": channel.id,
        "actor_id": channel.creator.id,
        "event_ts": app.workspace.timestamps.next(),
    }
    return Event(name, shape, channel, f"{channel.kind.scope}:read")


def _archival(name: str) -> Callable[[Installation, h.Archived | h.Unarchived], Iterator[Event]]:
    def build(app: Installation, cause: h.Archived | h.Unarchived) -> Iterator[Event]:
        channel = cause.channel
        event_type = name.replace("channel", channel.kind.event_type)
        shape = {
            "type": event_type,
            "channel": channel.id,
            "user": cause.by.id,
            "event_ts": app.workspace.timestamps.next(),
        }
        yield Event(event_type, shape, channel, f"{channel.kind.scope}:read")

    return build


def _file_shared(app: Installation, cause: h.FileShared) -> Iterator[Event]:
    shape = {
        "type": "file_shared",
        "file_id": cause.file.id,
        "user_id": cause.file.user.id,
        "file": {"id": cause.file.id},
        "channel_id": cause.channel.id,
        "event_ts": app.workspace.timestamps.next(),
    }
    yield Event("file_shared", shape, cause.channel, "files:read")


def _home_opened(app: Installation, cause: h.HomeOpened) -> Iterator[Event]:
    workspace = app.workspace
    shape: JsonObject = {
        "type": "app_home_opened",
        "user": cause.by.id,
        "channel": workspace.direct(cause.by, app.bot).id,
        "tab": cause.tab,
        "event_ts": workspace.timestamps.next(),
    }
    home = workspace.forms.home(cause.by)
    if home is not None and cause.tab == "home":
        shape["view"] = view_json(app, home)
    yield Event("app_home_opened", shape)


def _message_event(message: Message, shape: JsonObject) -> Event:
    kind = message.channel.kind
    subscription = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
    return Event(subscription[kind.event_type], shape, message.channel, f"{kind.scope}:history")


def _where(channel: Channel) -> JsonObject:
    return {"channel": channel.id, "channel_type": channel.kind.event_type}


def _hidden(app: Installation, message: Message, subtype: str) -> JsonObject:
    ts = app.workspace.timestamps.next()
    shape = {"type": "message", "subtype": subtype, "hidden": True, "ts": ts, "event_ts": ts}
    return shape | _where(message.channel)


def _uninstalled(app: Installation, cause: h.Uninstalled) -> Iterator[Event]:  # noqa: ARG001
    yield Event("app_uninstalled", {"type": "app_uninstalled"})


def _revoked(app: Installation, cause: h.TokensRevoked) -> Iterator[Event]:  # noqa: ARG001
    tokens = {"oauth": list(cause.people), "bot": list(cause.bots)}
    yield Event("tokens_revoked", {"type": "tokens_revoked", "tokens": tokens})


# Each builder takes the kind of cause it stands under, which a table cannot say in types.
BUILDERS: dict[type, Callable[[Installation, Any], Iterator[Event]]] = {
    h.Posted: _posted,
    h.Noticed: _noticed,
    h.UserJoined: _user_event("team_join"),
    h.UserChanged: _user_event("user_change"),
    h.Edited: _edited,
    h.Deleted: _deleted,
    h.Reacted: _reaction("reaction_added"),
    h.Unreacted: _reaction("reaction_removed"),
    h.ChannelCreated: _channel_created,
    h.Joined: _membership("member_joined_channel"),
    h.Left: _membership("member_left_channel"),
    h.Archived: _archival("channel_archive"),
    h.Unarchived: _archival("channel_unarchive"),
    h.FileShared: _file_shared,
    h.HomeOpened: _home_opened,
    h.Uninstalled: _uninstalled,
    h.TokensRevoked: _revoked,
}
