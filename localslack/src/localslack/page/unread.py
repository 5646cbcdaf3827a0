"""What nobody at a window has seen yet, for each person."""

from collections import Counter, defaultdict

from localslack.workspace.conversations import Channel
from localslack.workspace.events import Ephemeral, Posted, WorkspaceEvent
from localslack.workspace.users import User


class Unread:
    """How many messages wait for each person in each channel, without replies and notices."""

    def __init__(self) -> None:
        self._waiting: defaultdict[User, Counter[Channel]] = defaultdict(Counter)

    def note(self, event: WorkspaceEvent) -> None:
        if not isinstance(event, Posted | Ephemeral):
            return
        message = event.message
        if message.is_reply and not message.broadcast:
            return
        only = message.ephemeral_for
        for reader in [only] if only else message.channel.members:
            if reader != message.user:
                self._waiting[reader][message.channel] += 1

    def count(self, reader: User, channel: Channel) -> int:
        return self._waiting[reader][channel]

    def read(self, reader: User, channel: Channel) -> None:
        self._waiting[reader].pop(channel, None)
