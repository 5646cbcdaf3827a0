"""What a channel may be called."""

import re
from collections.abc import Iterable

from localslack.errors import SlackError
from localslack.workspace.conversations import Channel

LONGEST_NAME = 80
_NAME = re.compile(r"[a-z0-9_\-\u00c0-\uffff]+")


def as_channel_name(typed: str) -> str:
    """What Slack's client makes of a name while it is typed: `#Tea Time` becomes `tea-time`."""
    return "-".join(typed.strip().removeprefix("#").lower().split())


def check_channel_name(name: str, taken_by: Iterable[Channel]) -> None:
    """Raises SlackError, with the code of `conversations.create`, if no new one may have it."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise SlackError("invalid_name_maxlength")
    if not _NAME.fullmatch(name):
        raise SlackError("invalid_name_specials")
    if any(channel.name == name for channel in taken_by):
        raise SlackError("name_taken")
