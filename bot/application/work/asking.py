"""Who asks: the person, their workspace, and the delivery that brought the question."""

from dataclasses import dataclass, replace

from bot.domain.state.identity import ChannelId, PersonId, TeamId


@dataclass(frozen=True, slots=True)
class Asker:
    """A person who asked for something; `delivery` is the same when Slack delivers it again.

    `channel` is where they asked, if Slack says so. `is_there` tells that they must be in it: they
    wrote or reacted there, which nobody else can.
    """

    team: TeamId
    person: PersonId
    delivery: str
    channel: ChannelId | None = None
    is_there: bool = False

    def seen_in(self, channel: ChannelId) -> "Asker":
        """The same asker, who must be in a channel."""
        return replace(self, channel=channel, is_there=True)


class NotYet(Exception):
    """What was delivered cannot be understood yet; Slack should bring it again."""
