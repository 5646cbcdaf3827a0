"""A conversation as Slack sends it."""

import dataclasses

from localslack.app.installation import Installation
from localslack.json_types import JsonObject
from localslack.workspace.conversations import Channel, ChannelKind

_OF_NO_ENTERPRISE: JsonObject = {
    "unlinked": 0,
    "is_org_shared": False,
    "is_pending_ext_shared": False,
    "pending_shared": [],
    "pending_connected_team_ids": [],
    "previous_names": [],
}


def channel_json(app: Installation, channel: Channel) -> JsonObject:
    if channel.kind is ChannelKind.DIRECT:
        return _direct(app, channel)
    private = channel.kind is ChannelKind.PRIVATE
    nothing = {"value": "", "creator": "", "last_set": 0}
    shared = is_shared(channel)
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_general": channel.name == "general",
        "name_normalized": channel.name,
        "is_shared": shared,
        "context_team_id": app.workspace.team_id,
        "updated": channel.created * 1000,
        "creator": channel.creator.id,
        "is_ext_shared": shared,
        "shared_team_ids": [app.workspace.team_id],
        "topic": dataclasses.asdict(channel.topic),
        "purpose": nothing,
        **_OF_NO_ENTERPRISE,
        **(_connections(app, channel) if shared else {}),
    }


def _connections(app: Installation, channel: Channel) -> JsonObject:
    """Which organisations meet in a channel, and whose it is."""
    own, others = app.team_id, [other.team_id for other in channel.others]
    return {
        "shared_team_ids": [own, *others],
        "internal_team_ids": [own],
        "connected_team_ids": others,
        "conversation_host_id": host_of(app, channel),
    }


def is_shared(channel: Channel) -> bool:
    """Whether another organisation is in it too (Slack Connect)."""
    return bool(channel.others)


def host_of(app: Installation, channel: Channel) -> str:
    """The workspace to which a channel belongs."""
    return channel.host.team_id if channel.host else app.workspace.team_id


def channel_name(channel: Channel) -> str:
    """What commands call the place where they were run."""
    names = {ChannelKind.DIRECT: "directmessage", ChannelKind.PRIVATE: "privategroup"}
    return names.get(channel.kind, channel.name)


def _direct(app: Installation, channel: Channel) -> JsonObject:
    return {
        "id": channel.id,
        "created": channel.created,
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "user": next((each.id for each in channel.members if each != app.actor), app.actor.id),
        "context_team_id": app.workspace.team_id,
        "updated": channel.created * 1000,
    }
