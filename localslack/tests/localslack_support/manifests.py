"""The manifest of a small app, with what a test takes away or adds."""

import copy
from typing import Any

from localslack import Manifest

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "tea"},
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "tea"},
        "shortcuts": [
            {"name": "Keep", "type": "message", "callback_id": "keep", "description": "Keep it"},
            {"name": "New tea", "type": "global", "callback_id": "new", "description": "Brew"},
        ],
        "slash_commands": [
            {"command": "/tea", "description": "Tea", "should_escape": True},
            {"command": "/raw", "description": "Raw"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "bookmarks:read",
                "bookmarks:write",
                "canvases:write",
                "channels:history",
                "channels:join",
                "channels:manage",
                "channels:read",
                "chat:write",
                "commands",
                "dnd:read",
                "emoji:read",
                "files:read",
                "files:write",
                "groups:history",
                "groups:read",
                "groups:write",
                "im:history",
                "im:read",
                "im:write",
                "pins:read",
                "pins:write",
                "reactions:read",
                "reactions:write",
                "team:read",
                "usergroups:read",
                "users.profile:read",
                "users:read",
                "users:read.email",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "app_uninstalled",
                "channel_archive",
                "channel_left",
                "channel_unarchive",
                "file_shared",
                "group_left",
                "member_joined_channel",
                "member_left_channel",
                "message.channels",
                "message.groups",
                "message.im",
                "reaction_added",
                "reaction_removed",
                "team_join",
                "tokens_revoked",
                "user_change",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def a_manifest(
    without_scope: str = "", without_event: str = "", *, with_scope: str = "", without_tab: str = ""
) -> Manifest:
    document = copy.deepcopy(MANIFEST)
    scopes = document["oauth_config"]["scopes"]["bot"]
    events = document["settings"]["event_subscriptions"]["bot_events"]
    if without_scope:
        scopes.remove(without_scope)
    if without_event:
        events.remove(without_event)
    if with_scope:
        scopes.append(with_scope)
    if without_tab:
        document["features"]["app_home"][f"{without_tab}_tab_enabled"] = False
    return Manifest.parse(document)


def a_distributed_manifest(*, rotation: bool = False) -> Manifest:
    """Of an app that others install: it has a redirect URL, and acts for people too."""
    document = copy.deepcopy(MANIFEST)
    document["oauth_config"]["redirect_urls"] = ["https://tea.example/slack"]
    document["oauth_config"]["scopes"]["user"] = ["chat:write", "users.profile:write"]
    document["settings"]["token_rotation_enabled"] = rotation
    return Manifest.parse(document)
