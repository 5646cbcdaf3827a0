"""What an event in the workspace changes in a window, and nothing else of it."""

from functools import singledispatchmethod

from nicegui import background_tasks

from localslack.page.windows.window import Window
from localslack.workspace.conversations import Message
from localslack.workspace.events import (
    Archived,
    Deleted,
    Edited,
    Ephemeral,
    FormClosed,
    FormErrors,
    FormOpened,
    FormUpdated,
    HomePublished,
    Joined,
    Left,
    Noticed,
    Posted,
    Reacted,
    Unarchived,
    Unreacted,
    WorkspaceEvent,
)


class Watching:
    """The eyes of a window."""

    def __init__(self, window: Window) -> None:
        self._window = window

    @singledispatchmethod
    def tell(self, event: WorkspaceEvent) -> None:
        """What is not told below changes nothing that can be seen."""

    @tell.register
    def _(self, event: Posted | Noticed | Ephemeral) -> None:
        window, message = self._window, event.message
        for part in (window.conversation, window.thread):
            if part is not None and part.holds(message):
                part.timeline.add(message)
        self._refresh_parent(message)
        window.refresh_sidebar()

    @tell.register
    def _(self, event: Edited | Reacted | Unreacted) -> None:
        for timeline in self._window.timelines():
            timeline.refresh(event.message)

    @tell.register
    def _(self, event: Deleted) -> None:
        for timeline in self._window.timelines():
            timeline.remove(event.message)
        self._refresh_parent(event.message)

    @tell.register
    def _(self, event: Joined | Left | Archived | Unarchived) -> None:
        window, channel = self._window, event.channel
        window.refresh_sidebar()
        if channel is window.place and window.person.user not in channel.members:
            background_tasks.create(window.go_first())
        elif channel is window.place:
            window.refresh_place()

    @tell.register
    def _(self, event: HomePublished) -> None:
        if event.view.user == self._window.person.user and self._window.home is not None:
            self._window.home.refresh()

    @tell.register
    def _(self, event: FormOpened) -> None:
        if event.view.user == self._window.person.user:
            self._window.open_form(event.view)

    @tell.register
    def _(self, event: FormUpdated) -> None:
        if form := self._window.forms.get(event.view):
            form.refresh()

    @tell.register
    def _(self, event: FormErrors) -> None:
        if form := self._window.forms.get(event.view):
            form.show_errors()

    @tell.register
    def _(self, event: FormClosed) -> None:
        if form := self._window.forms.pop(event.view, None):
            form.delete()

    def _refresh_parent(self, message: Message) -> None:
        """A reply shows in the line below the message it answers."""
        parent = message.channel.timeline.get(message.thread_ts or "")
        if parent is None:
            return
        for timeline in self._window.timelines():
            timeline.refresh(parent)
        if self._window.thread is not None:
            self._window.thread.refresh()
