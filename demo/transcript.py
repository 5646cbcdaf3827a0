"""The session as it happens, line by line, the way people would tell it."""

import textwrap
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import singledispatchmethod
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from localslack import LocalSlack, Message, User, View, transcript
from localslack.text.emoji_names import with_characters
from localslack.workspace import events
from localslack.workspace.contents import Content
from localslack.workspace.conversations import ChannelKind

WIDTH = 96
INDENT = "       "


class Transcript:
    """Prints what happens in a workspace; subscribe `tell` to it."""

    def __init__(
        self, console: Console, slack: LocalSlack, now: Callable[[], datetime], zone: ZoneInfo
    ) -> None:
        self._console = console
        self._name = slack.workspace.name_of
        self._now = now
        self._zone = zone
        self.complaints: list[str] = []

    @singledispatchmethod
    def tell(self, event: events.WorkspaceEvent) -> None:
        """What is not told below is not worth a line."""

    @tell.register
    def _(self, event: events.Posted) -> None:
        message = event.message
        self._headline(message.user, f"in {_place(message)}", bot=message.user.is_bot)
        self._lines(self._readable(message, message.content))

    @tell.register
    def _(self, event: events.Ephemeral) -> None:
        message = event.message
        reader = message.ephemeral_for
        self._headline(message.user, f"only to {reader.name if reader else 'one person'}", bot=True)
        self._lines(self._readable(message, message.content))

    @tell.register
    def _(self, event: events.Edited) -> None:
        message = event.message
        before = self._readable(message, event.before)
        after = self._readable(message, event.after)
        changed = [line for line in after if line not in before]
        if changed:
            edited = self._quote(message, message.versions[0])
            self._headline(event.by, f"edits {edited}", bot=True)
            self._lines(changed, mark="~ ")

    @tell.register
    def _(self, event: events.Deleted) -> None:
        message = event.message
        said = f"deletes {self._quote(message)}"
        self._headline(message.user, said, bot=message.user.is_bot)

    @tell.register
    def _(self, event: events.Reacted) -> None:
        said = f"puts {_emoji(event.emoji)} on {self._quote(event.message)}"
        self._headline(event.by, said, bot=event.by.is_bot)

    @tell.register
    def _(self, event: events.Unreacted) -> None:
        said = f"takes {_emoji(event.emoji)} back from {self._quote(event.message)}"
        self._headline(event.by, said)

    @tell.register
    def _(self, event: events.CommandRun) -> None:
        command = f"{event.command} {event.text}".strip()
        self._headline(event.by, f"types {command} in #{event.channel.name}")

    @tell.register
    def _(self, event: events.Clicked) -> None:
        self._headline(event.by, f"presses [ {event.label} ]")

    @tell.register
    def _(self, event: events.ShortcutUsed) -> None:
        on = f" on {self._quote(event.on)}" if event.on else ""
        self._headline(event.by, f"uses the shortcut {event.name}{on}")

    @tell.register
    def _(self, event: events.FormOpened) -> None:
        self._headline(event.view.user, f"sees the form “{event.view.title}”")

    @tell.register
    def _(self, event: events.FormUpdated | events.FormErrors) -> None:
        self._headline(event.view.user, "sees in the form")
        self._form(event.view)

    @tell.register
    def _(self, event: events.FormSubmitted) -> None:
        self._headline(event.view.user, "sends the form")
        self._form(event.view)

    @tell.register
    def _(self, event: events.NotAcknowledgedSeen) -> None:
        self.complaints.append(f"{event.by.name}: {event.action}: {event.reason}")
        self._headline(event.by, f"sees an error: {event.reason}")

    def _form(self, view: View) -> None:
        lines = transcript.view_lines(
            view.definition,
            view.values,
            view.errors,
            names=self._name,
            tz=self._zone,
            width=WIDTH - len(INDENT),
        )
        self._lines(lines)

    def _headline(self, who: User, did: str, *, bot: bool = False) -> None:
        style = "bold cyan" if bot else "bold"
        clock = self._now().astimezone(self._zone)
        self._console.print(
            Text.assemble((f"{clock:%H:%M}  ", "dim"), (who.name, style), f" {did}")
        )

    def _lines(self, lines: Iterable[str], mark: str = "") -> None:
        for line in lines:
            self._console.print(Text(f"{INDENT}{mark}{line}", style="dim" if mark else ""))

    def _readable(self, message: Message, content: Content) -> list[str]:
        return transcript.message_lines(
            content.as_json(),
            names=message.channel.name_of,
            tz=self._zone,
            width=WIDTH - len(INDENT),
        )

    def _quote(self, message: Message, content: Content | None = None) -> str:
        """The first line, as it stands now or as it was in another version."""
        line = next(iter(self._readable(message, content or message.content)), "").lstrip("▌ ")
        return f"“{textwrap.shorten(line, 50, placeholder='…')}”"


def _place(message: Message) -> str:
    channel = message.channel
    if channel.kind is ChannelKind.DIRECT:
        with_whom = next((user.name for user in channel.members if not user.is_bot), "somebody")
        return f"the direct messages of {with_whom}"
    return f"the thread in #{channel.name}" if message.is_reply else f"#{channel.name}"


def _emoji(name: str) -> str:
    return with_characters(f":{name}:")
