"""Dialogs of the page itself: a few fields, and one thing to do with them."""

from collections.abc import Awaitable, Callable

from localslack.errors import NotPossible
from localslack.page.html.dialogs import dialog
from localslack.page.html.tags import button, tag
from localslack.page.window_context import WindowContext


class AskDialog:
    """Stays open, and says why, for as long as what is asked for is not possible.

    Args:
        context: Where it opens.
        title: What it is about.
        label: What stands on the button that does it.
        act: What the button does.

    Attributes:
        body: Where its fields go.
    """

    def __init__(
        self, context: WindowContext, title: str, label: str, act: Callable[[], Awaitable[None]]
    ) -> None:
        self._act = act
        with context.root, dialog(title, self._close, "asking") as self._dialog:
            form = tag("form", novalidate=True, classes="form")
            form.on("submit.prevent", self._submit, [])
        with form:
            self._trouble = tag("p", classes="trouble", role="alert")
            self.body = tag("div", classes="dialog-body")
            with tag("footer", classes="dialog-foot"):
                button("Cancel", self._close, classes="button")
                button(label, classes="button primary", type="submit")

    async def _submit(self) -> None:
        try:
            await self._act()
        except NotPossible as refusal:
            sentence = f"{refusal}"
            self._trouble.text = f"{sentence[:1].upper()}{sentence[1:]}."
        else:
            self._close()

    def _close(self) -> None:
        self._dialog.delete()
