"""What a place is called for the person who looks at it."""

from localslack.workspace.conversations import Channel, ChannelKind
from localslack.workspace.users import User


def partner(channel: Channel, me: User) -> User:
    """Who a direct message is with; oneself, if it is one's own notes."""
    return next((user for user in channel.members if user != me), me)


def place_name(channel: Channel, me: User) -> str:
    """`#design`, or the name of who one writes with."""
    if channel.kind is not ChannelKind.DIRECT:
        return f"#{channel.name}"
    other = partner(channel, me)
    return f"{other.name} (you)" if other == me else other.name
