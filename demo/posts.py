"""The bot's posts, found by the keys that they carry."""

from collections.abc import Iterator

from localslack import LocalSlack, Message


def posts(slack: LocalSlack) -> Iterator[tuple[str, Message]]:
    """Everything that the bot posted anywhere and that stands there, with its key."""
    for channel in slack.workspace.channels.values():
        for message in channel.timeline.values():
            if message.metadata and not message.deleted:
                yield _key(message), message


def post(slack: LocalSlack, key: str) -> Message | None:
    """The first post with this key, or one that begins with it."""
    return next((message for each, message in posts(slack) if is_of(key, each)), None)


def is_of(kind: str, key: str) -> bool:
    """Whether a key is this one or begins with it: `evening:4` for `evening:4:31`."""
    return f"{key}:".startswith(f"{kind}:")


def _key(message: Message) -> str:
    payload = (message.metadata or {}).get("event_payload") or {}
    return str(payload.get("key", "")).partition(":")[2]
