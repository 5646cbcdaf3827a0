"""A file as Slack sends it."""

import mimetypes
from pathlib import PurePosixPath

from localslack.app.installation import Installation
from localslack.json_types import JsonObject
from localslack.workspace.conversations import ChannelKind, File, Message

_HOSTED: JsonObject = {
    "editable": False,
    "mode": "hosted",
    "is_external": False,
    "external_type": "",
    "public_url_shared": False,
    "display_as_bot": False,
    "username": "",
    "has_more_shares": False,
}


def file_json(app: Installation, file: File) -> JsonObject:
    """The file for itself, with the lists of where it was shared."""
    return attached_json(app, file) | {
        "channels": [each.channel.id for each in file.shares if _is_public(each)],
        "groups": [
            each.channel.id for each in file.shares if each.channel.kind is ChannelKind.PRIVATE
        ],
        "ims": [each.channel.id for each in file.shares if each.channel.kind is ChannelKind.DIRECT],
    }


def attached_json(app: Installation, file: File) -> JsonObject:
    """The file as it stands in a message."""
    extension = PurePosixPath(file.name).suffix.lstrip(".") or "binary"
    private = f"{app.base_url}/files-pri/{app.team_id}/{file.id}/{file.name}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "filetype": extension,
        "pretty_type": extension.upper(),
        "user": file.user.id,
        "user_team": app.workspace.team_id,
        "size": len(file.data or b""),
        "is_public": any(_is_public(message) for message in file.shares),
        "url_private": private,
        "url_private_download": f"{private}?download=1",
        "permalink": f"{app.base_url}/files/{file.id}",
        "shares": _shares(app, file),
        **_HOSTED,
    }


def with_whole_files(app: Installation, value: JsonObject) -> JsonObject:
    """What an input holds, with all about the files in it that are still there."""
    if "files" not in value:
        return value
    kept = (app.workspace.files.get(str(each["id"])) for each in value["files"])
    return value | {"files": [file_json(app, file) for file in kept if file is not None]}


def _is_public(message: Message) -> bool:
    return message.channel.kind is ChannelKind.PUBLIC


def _shares(app: Installation, file: File) -> JsonObject:
    shares: JsonObject = {}
    for message in file.shares:
        visibility = "public" if _is_public(message) else "private"
        share: JsonObject = {
            "reply_users": [],
            "reply_users_count": 0,
            "reply_count": 0,
            "ts": message.ts,
            "channel_name": message.channel.name,
            "team_id": app.workspace.team_id,
            "share_user_id": message.user.id,
        }
        if message.is_reply:
            share["thread_ts"] = message.thread_ts
        shares.setdefault(visibility, {}).setdefault(message.channel.id, []).append(share)
    return shares
