"""Pins and bookmarks: what a channel keeps in view.

Source: docs.slack.dev/reference/methods, groups pins and bookmarks.
"""

from localslack.app.installation import Installation
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.payloads.messages import message_json
from localslack.web_api.arguments import Arguments
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.reach import joined_channel, message_in, permalink
from localslack.workspace.conversations import Channel, Message, Pin

PINS = MethodTable()

MOST_PINS = 100
LONGEST_TITLE = 256
LONGEST_LINK = 2048


@PINS.add("pins.add", rules("channel", "timestamp", scopes="pins:write"))
def add(app: Installation, arguments: Arguments) -> JsonObject:
    message = _message(app, arguments)
    if message.pin is not None:
        raise SlackError("already_pinned")
    if len(_pinned(message.channel)) >= MOST_PINS:
        raise SlackError("too_many_pins")
    message.pin = Pin(app.actor, app.workspace.timestamps.seconds())
    return {}


@PINS.add("pins.remove", rules("channel", "timestamp", scopes="pins:write"))
def remove(app: Installation, arguments: Arguments) -> JsonObject:
    message = _message(app, arguments)
    if message.pin is None:
        raise SlackError("no_pin")
    message.pin = None
    return {}


@PINS.add("pins.list", rules("channel", scopes="pins:read", reads_json=False))
def list_all(app: Installation, arguments: Arguments) -> JsonObject:
    channel = joined_channel(app, arguments.text("channel"))
    return {
        "items": [
            {
                "type": "message",
                "created": pin.at,
                "created_by": pin.by.id,
                "channel": channel.id,
                "message": message_json(app, message) | {"permalink": permalink(app, message)},
            }
            for message, pin in _pinned(channel)
        ]
    }


@PINS.add("bookmarks.add", rules("channel_id title type", "link emoji", scopes="bookmarks:write"))
def add_bookmark(app: Installation, arguments: Arguments) -> JsonObject:
    channel = joined_channel(app, arguments.text("channel_id"))
    if arguments.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    now = app.workspace.timestamps.seconds()
    bookmark: JsonObject = {
        "id": app.workspace.ids.random("Bk"),
        "channel_id": channel.id,
        "type": "link",
        "emoji": arguments.text("emoji"),
        "date_created": now,
        "date_updated": now,
        "last_updated_by_user_id": app.actor.id,
        **_title_and_link(arguments),
    }
    app.workspace.details.bookmarks.setdefault(channel.id, {})[bookmark["id"]] = bookmark
    return {"bookmark": bookmark}


@PINS.add(
    "bookmarks.edit", rules("channel_id bookmark_id", "title link emoji", scopes="bookmarks:write")
)
def edit_bookmark(app: Installation, arguments: Arguments) -> JsonObject:
    bookmark = _bookmark(app, arguments)
    sent = {name: arguments.text(name) for name in ("title", "link", "emoji") if name in arguments}
    _check_lengths(bookmark | sent)
    bookmark |= sent | {"date_updated": app.workspace.timestamps.seconds()}
    return {"bookmark": bookmark}


@PINS.add("bookmarks.remove", rules("channel_id bookmark_id", scopes="bookmarks:write"))
def remove_bookmark(app: Installation, arguments: Arguments) -> JsonObject:
    bookmark = _bookmark(app, arguments)
    del app.workspace.details.bookmarks[bookmark["channel_id"]][bookmark["id"]]
    return {}


@PINS.add("bookmarks.list", rules("channel_id", scopes="bookmarks:read"))
def list_bookmarks(app: Installation, arguments: Arguments) -> JsonObject:
    channel = joined_channel(app, arguments.text("channel_id"))
    return {"bookmarks": list(app.workspace.details.bookmarks.get(channel.id, {}).values())}


def _bookmark(app: Installation, arguments: Arguments) -> JsonObject:
    channel = joined_channel(app, arguments.text("channel_id"))
    bookmarks = app.workspace.details.bookmarks.get(channel.id, {})
    bookmark = bookmarks.get(arguments.text("bookmark_id"))
    if bookmark is None:
        raise SlackError("not_found")
    return bookmark


def _title_and_link(arguments: Arguments) -> JsonObject:
    sent: JsonObject = {"title": arguments.text("title"), "link": arguments.text("link")}
    if not sent["link"]:
        raise SlackError("invalid_link")
    _check_lengths(sent)
    return sent


def _check_lengths(bookmark: JsonObject) -> None:
    if len(bookmark["title"]) > LONGEST_TITLE or len(bookmark["link"]) > LONGEST_LINK:
        raise SlackError("invalid_arguments")


def _pinned(channel: Channel) -> list[tuple[Message, Pin]]:
    """The pinned messages, the newest pin first."""
    pinned = [(each, each.pin) for each in channel.history if each.pin is not None]
    return [(message, pin) for message, pin in reversed(pinned) if not message.deleted]


def _message(app: Installation, arguments: Arguments) -> Message:
    if "timestamp" not in arguments:
        raise SlackError("no_item_specified")
    channel = joined_channel(app, arguments.text("channel"))
    return message_in(channel, arguments.text("timestamp"))
