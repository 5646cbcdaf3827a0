"""Messages below each other, with the days between them."""

from collections.abc import Iterable
from datetime import date

from localslack.page.html.tags import Tag, button, tag
from localslack.page.messages.messages import MessageView
from localslack.page.window_context import WindowContext
from localslack.workspace.conversations import Message

MOST_AT_FIRST = 100


class Timeline:
    """A log that grows at its end; each message in it is redrawn on its own."""

    def __init__(self, context: WindowContext, label: str) -> None:
        self._context = context
        self._views: dict[Message, MessageView] = {}
        self._last: Message | None = None
        self._day: date | None = None
        with tag("div", classes="timeline"):
            self._list = tag("div", classes="timeline-list", role="log", aria_label=label)
            self._list.props.update({"aria-live": "polite", "aria-relevant": "additions"})

    def show(self, messages: Iterable[Message]) -> None:
        """The newest messages, and a way to the older ones if there are very many."""
        ordered = sorted(messages, key=lambda each: float(each.ts))
        if len(ordered) > MOST_AT_FIRST:
            with self._list:
                button("Show earlier messages", lambda: self._show_all(ordered), classes="earlier")
        for message in ordered[-MOST_AT_FIRST:]:
            self.add(message)

    def _show_all(self, older: list[Message]) -> None:
        self._list.clear()
        everything = list(dict.fromkeys([*older, *self._views]))
        self._views.clear()
        self._day = None
        for message in everything:
            self.add(message)

    def add(self, message: Message) -> None:
        if message in self._views:
            return
        with self._list:
            local = self._context.local(message.ts)
            if self._day != local.date():
                self._day = local.date()
                self._last = None
                with tag("div", classes="rule day"):
                    tag("span", f"{local:%A, %B} {local.day}")
            self._views[message] = MessageView(message, self._context, follows=self._last)
        self._last = message

    def refresh(self, message: Message) -> None:
        view = self._views.get(message)
        if view is not None:
            view.refresh()

    def edit_last(self) -> None:
        """Let the person change what they wrote last, if it stands here."""
        me = self._context.person.user
        mine = [each for each in self._views if each.user == me and each.notice is None]
        if mine:
            self._views[mine[-1]].edit()

    def remove(self, message: Message) -> None:
        view = self._views.pop(message, None)
        if view is not None:
            view.element.delete()
        if self._last is message:
            self._last = None

    def rule(self) -> Tag:
        """A line between messages, with room for a few words."""
        self._last = None
        with self._list, tag("div", classes="rule"):
            return tag("span")
