"""What a person did in Slack, and what they get for it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.views import View

from bot.adapters.slack.ids import Field
from bot.adapters.slack.views.blocks import Rendered
from bot.application.asking import Asker
from bot.domain.identity import ChannelId, PersonId, TeamId

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that a person did in Slack.

    `thread_ts` is the thread to answer in, where Slack tells it.
    """

    asker: Asker
    body: Body
    channel: ChannelId | None = None
    thread_ts: str | None = None

    @property
    def channel_here(self) -> ChannelId:
        """The channel of a call that always comes with one."""
        assert self.channel is not None  # noqa: S101 - commands and messages have a channel
        return self.channel


@dataclass(frozen=True, slots=True)
class Say:
    """A private answer; `instead` puts it in the place of the message that was clicked.

    `channel` is where the person reads it, when the call itself does not tell.
    """

    said: Rendered
    instead: bool = False
    channel: ChannelId | None = None


@dataclass(frozen=True, slots=True)
class OpenForm:
    view: View


@dataclass(frozen=True, slots=True)
class UpdateForm:
    view: View


@dataclass(frozen=True, slots=True)
class FormErrors:
    """The form stays open with a sentence at each wrong field."""

    errors: Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class PublishHome:
    """What the person sees on the app's Home tab."""

    view: View


Answer = Say | OpenForm | UpdateForm | FormErrors | PublishHome | None
Listener = Callable[[Call], Awaitable[Answer]]


def asker(team: str, person: str, body: Body) -> Asker:
    """Who asks, by which delivery, and where."""
    here = channel_of(body) or body.get("channel_id")
    return Asker(TeamId(team), PersonId(person), str(body["trigger_id"]), here)


def asker_of(body: Body) -> Asker:
    """Who clicked or filled in a form."""
    user = body["user"]
    team = (body.get("team") or {}).get("id") or user["team_id"]
    return asker(team, user["id"], body)


def channel_of(body: Body) -> ChannelId | None:
    """The channel in which somebody clicked."""
    found = (body.get("channel") or {}).get("id")
    return ChannelId(found) if found else None


def thread_of(body: Body) -> str | None:
    """The thread of the message that was clicked, so that the answer appears beside it."""
    message = body.get("message") or {}
    return message.get("thread_ts")
