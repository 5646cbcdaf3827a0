"""What happens in channels: messages, reactions, people who come and go, the Home tab.

docs.slack.dev/apis/events-api and docs.slack.dev/reference/events.
"""

from typing import Annotated, Literal

from pydantic import Field as Limit

from bot.adapters.slack.payloads.shapes import App, Channel, Person, ShortWord, Team, Text, Ts, Wire
from bot.domain.state.identity import MessageRef, TeamId


class MessageEvent(Wire):
    """Somebody said something; `subtype` says how, if not in the usual way."""

    type: Literal["message"]
    channel: Channel
    subtype: ShortWord | None = None
    user: Person
    text: Text | None = None
    ts: Ts
    thread_ts: Ts | None = None


class Reacted(Wire):
    """What somebody reacted to; of a file it tells no channel."""

    type: ShortWord
    channel: Channel | None = None
    ts: Ts | None = None

    @property
    def message(self) -> MessageRef | None:
        """The message it is, if it is one."""
        if self.type != "message" or self.channel is None or self.ts is None:
            return None
        return MessageRef(self.channel, self.ts)


class ReactionEvent(Wire):
    """A reaction was added to something, or taken back."""

    type: Literal["reaction_added", "reaction_removed"]
    user: Person
    reaction: Annotated[ShortWord, Limit(min_length=1)]
    item: Reacted
    event_ts: Ts


class HomeEvent(Wire):
    """Somebody opened the app's Home tab, or its messages."""

    type: Literal["app_home_opened"]
    user: Person
    channel: Channel | None = None
    tab: ShortWord | None = None


class MembershipEvent(Wire):
    """Somebody joined a channel, or left it."""

    type: Literal["member_joined_channel", "member_left_channel"]
    user: Person
    channel: Channel


Happened = Annotated[
    MessageEvent | ReactionEvent | HomeEvent | MembershipEvent, Limit(discriminator="type")
]


class Authorization(Wire):
    """An installation of the app that may see the event."""

    team_id: Team | None = None


class Event(Wire):
    """An event with its envelope.

    In a channel that workspaces share, `team_id` may be that of another workspace;
    `authorizations` names the installation that the event was delivered for.
    """

    type: Literal["event_callback"]
    event_id: Annotated[ShortWord, Limit(min_length=1)]
    team_id: Team | None = None
    api_app_id: App | None = None
    authorizations: Annotated[tuple[Authorization, ...], Limit(max_length=100)] = ()
    event: Happened

    @property
    def installed_in(self) -> TeamId | None:
        """The workspace whose installation of the app the event was delivered for."""
        told = [each.team_id for each in self.authorizations if each.team_id is not None]
        return told[0] if told else self.team_id
