"""What Slack's client makes of what a person types."""

import re
from collections.abc import Callable
from typing import Any

import emoji

from localslack.text.emoji_names import character
from localslack.text.mrkdwn import Reader, escape, read
from localslack.workspace.workspace import Workspace

_SKIN_TONES = dict(zip("🏻🏼🏽🏾🏿", "23456", strict=True))
# The emoji package names these in another way than Slack.
_SLACK_NAMES = {"thumbsup": "+1", "thumbsdown": "-1"}
_WEB_ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\"']")


def compose_message(text: str, workspace: Workspace) -> str:
    """The text of a message, with names resolved and emoji by their names."""
    written = _compose(text, workspace, lambda user: f"<@{user}>")
    return emoji.replace_emoji(written, _named)


def compose_command(text: str, workspace: Workspace) -> str:
    """The text of a command that wants its names resolved, which keep their labels."""
    return _compose(text, workspace, lambda user: f"<@{user}|{workspace.users[user].handle}>")


def as_typed(text: str, reader: Reader) -> str:
    """What one would type to get this text: the way back from `compose_message`."""
    return read(text, reader, markers=True)


def _compose(text: str, workspace: Workspace, mention: Callable[[str], str]) -> str:
    written = _WEB_ADDRESS.sub(lambda found: f"<{found[0]}>", escape(text))
    people = {f"@{user.name}": mention(user.id) for user in workspace.users.values()}
    places = {
        f"#{channel.name}": f"<#{channel.id}|{channel.name}>"
        for channel in workspace.channels.values()
        if channel.name
    }
    known = {escape(name): written for name, written in (people | places).items()}
    # The longest name first, so that @Anna is not read as @Ana with something behind it.
    names = sorted(known, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names)
    return re.sub(pattern, lambda found: known[found[0]], written)


def _named(written: str, data: dict[str, Any]) -> str:
    """An emoji as Slack keeps it; one that has no name there stays as it is."""
    tone = "".join(_SKIN_TONES.get(letter, "") for letter in written)
    plain = "".join(letter for letter in written if letter not in _SKIN_TONES)
    aliases = emoji.EMOJI_DATA.get(plain, data).get("alias", ())
    names = (alias.strip(":") for alias in aliases)
    name = next((name for name in names if character(name)), None)
    if name is None:
        return written
    suffix = f"::skin-tone-{tone}" if tone else ""
    return f":{_SLACK_NAMES.get(name, name)}{suffix}:"
