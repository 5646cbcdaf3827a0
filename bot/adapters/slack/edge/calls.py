"""What a person did in Slack, and what they get for it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import assert_never

from slack_sdk.models.views import View

from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.kit.ids import Field
from bot.adapters.slack.kit.malformed import Malformed
from bot.adapters.slack.payloads.events import Event, Happened, MessageEvent, ReactionEvent
from bot.adapters.slack.payloads.interactions import (
    Command,
    PressedElement,
    PressedMessage,
    Pressing,
    Shortcut,
    Submission,
)
from bot.adapters.slack.payloads.parse import Delivered
from bot.adapters.slack.payloads.views import Form
from bot.adapters.slack.payloads.views import View as Shown
from bot.application.operating.telemetry import Kind
from bot.application.work.asking import Asker
from bot.domain.state.identity import ChannelId, TeamId

# docs.slack.dev/interactivity/implementing-slash-commands: how Slack names them in commands.
DIRECT = ("directmessage", "mpdm-")


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that a person did in Slack.

    `thread_ts` is the thread to answer in, where Slack tells it; `respond_to` an address at which
    Slack takes an answer; `view` what was on the screen; `typed` what stood behind a command.
    """

    asker: Asker
    kind: Kind
    channel: ChannelId | None = None
    thread_ts: str | None = None
    respond_to: str | None = None
    view: Shown | None = None
    typed: str = ""
    is_direct: bool = False

    @property
    def channel_here(self) -> ChannelId:
        """The channel of a call that always comes with one; raises `Malformed` if it does not."""
        if self.channel is None:
            raise Malformed("channel: missing")
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

# Listeners to commands, to buttons and menus, to shortcuts, to forms, and to events.
Listener = Callable[[Call], Awaitable[Answer]]
OnPress = Callable[[Call, Pressing], Awaitable[Answer]]
OnShortcut = Callable[[Call, PressedMessage], Awaitable[Answer]]
OnForm = Callable[[Call, Form], Awaitable[Answer]]
OnEvent = Callable[[Call, Happened], Awaitable[Answer]]


def call_of(payload: Delivered, team: TeamId) -> Call:
    """What a delivery means; `team` is the workspace that the app is installed in."""
    match payload:
        case Command():
            return Call(
                Asker(team, payload.user_id, payload.trigger_id, payload.channel_id),
                Kind.COMMAND,
                payload.channel_id,
                respond_to=payload.response_url,
                typed=payload.text,
                is_direct=payload.channel_name.startswith(DIRECT),
            )
        case PressedElement() | Shortcut():
            here = payload.channel.id if payload.channel else None
            return Call(
                Asker(team, payload.user.id, payload.trigger_id, here),
                Kind.CLICK,
                here,
                payload.message.thread_ts if payload.message else None,
                respond_to=payload.response_url,
                view=payload.view,
            )
        case Submission():
            asker = Asker(team, payload.user.id, payload.trigger_id)
            return Call(asker, Kind.FORM, view=payload.view)
        case Event(event=event):
            asker = Asker(team, event.user, payload.event_id)
            channel = None if isinstance(event, ReactionEvent) else event.channel
            thread = event.thread_ts if isinstance(event, MessageEvent) else None
            return Call(asker, Kind.EVENT, channel, thread)
        case _:
            assert_never(payload)
