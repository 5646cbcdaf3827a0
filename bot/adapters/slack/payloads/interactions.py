"""What people do by hand: a command, a press, a shortcut on a message, a form.

docs.slack.dev/reference/interaction-payloads and /interactivity/implementing-slash-commands.
"""

from typing import Annotated, Literal

from pydantic import Field as Limit

from bot.adapters.slack.payloads.shapes import (
    App,
    Channel,
    Known,
    Person,
    ShortWord,
    Team,
    Text,
    Ts,
    Wire,
)
from bot.adapters.slack.payloads.views import ChosenOption, View
from bot.domain.state.identity import TeamId

Trigger = Annotated[ShortWord, Limit(min_length=1)]


class Command(Wire):
    """A slash command; it reaches the apps of the workspace it was typed in, and no others."""

    command: ShortWord
    team_id: Team
    user_id: Person
    channel_id: Channel
    channel_name: ShortWord = ""
    text: Text = ""
    trigger_id: Trigger
    response_url: Known | None = None
    api_app_id: App | None = None

    @property
    def installed_in(self) -> TeamId:
        return self.team_id


class Workspace(Wire):
    id: Team


class Actor(Wire):
    """Who acted; in a channel that workspaces share, perhaps somebody of another one."""

    id: Person
    team_id: Team | None = None


class Here(Wire):
    """The channel that something was done in."""

    id: Channel


class PressedMessage(Wire):
    """A message that something was done to."""

    ts: Ts
    thread_ts: Ts | None = None
    text: Text | None = None


class Interaction(Wire):
    """What every interaction tells.

    `team` is the workspace whose app posted the message, or of which a form was submitted from:
    there the form knows where the app is installed (github.com/slackapi/bolt-js/issues/1614).
    """

    user: Actor
    team: Workspace | None = None
    view: View | None = None
    trigger_id: Trigger
    api_app_id: App | None = None

    @property
    def installed_in(self) -> TeamId | None:
        """The workspace whose installation of the app is meant, never the actor's if told."""
        if self.view is not None and self.view.app_installed_team_id is not None:
            return self.view.app_installed_team_id
        return self.team.id if self.team is not None else self.user.team_id


class Pressing(Wire):
    """A press of a button, or a choice in a menu."""

    type: ShortWord
    action_id: ShortWord
    block_id: ShortWord = ""
    value: Known | None = None
    selected_option: ChosenOption | None = None


class PressedElement(Interaction):
    """Something was pressed in a message, in a form or on the Home tab."""

    type: Literal["block_actions"]
    actions: Annotated[tuple[Pressing, ...], Limit(min_length=1, max_length=25)]
    channel: Here | None = None
    message: PressedMessage | None = None
    response_url: Known | None = None

    @property
    def action(self) -> Pressing:
        """The one thing that was pressed; Slack sends a list of one."""
        return self.actions[0]


class Shortcut(Interaction):
    """The app's entry in the menu of a message was chosen."""

    type: Literal["message_action"]
    callback_id: ShortWord
    channel: Here
    message: PressedMessage
    response_url: Known | None = None


class Submission(Interaction):
    """A form was sent."""

    type: Literal["view_submission"]
    view: View
