"""Modal dialogs: their frame, and how they are left."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from nicegui.element import Element as Nice

from localslack.page.html.client import CLIENT
from localslack.page.html.tags import icon_button, tag

Leave = Callable[[], Awaitable[None] | None]


class Dialog(Nice, component=CLIENT / "dialog.js"):
    """The browser's own modal dialog, open for as long as it is there; emits `leave` on Escape."""


@contextmanager
def dialog(
    title: str, leave: Leave, classes: str = "", *, close: Leave | None = None
) -> Iterator[Dialog]:
    """A dialog with its title and a way out; fill it inside.

    Args:
        title: What it is about.
        leave: What Escape does.
        classes: How it looks.
        close: What the cross does, if that is something else.
    """
    made = Dialog()
    made.classes(f"dialog {classes}")
    made.on("leave", leave, [])
    with made:
        with tag("header", classes="dialog-head"):
            heading = tag("h2", title)
            icon_button("close", "Close", close or leave)
        made.props["aria-labelledby"] = f"c{heading.id}"
        yield made
