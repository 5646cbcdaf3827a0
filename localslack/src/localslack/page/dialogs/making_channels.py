"""The dialog that makes a channel."""

from localslack.page.dialogs.asking import AskDialog
from localslack.page.dialogs.fields import text_field, tick_box
from localslack.page.window_context import WindowContext


class ChannelMaker:
    """Asks for a name and who may come in; the new channel is where one is next."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        self._name = ""
        self._private = False
        asked = AskDialog(context, "Create a channel", "Create", self._make)
        with asked.body:
            text_field("Name", self._call, hint="Such as: plan-budget")
            tick_box("Make private", "Only who is invited can find and read it.", self._hide)

    def _call(self, name: str) -> None:
        self._name = name

    def _hide(self, private: bool) -> None:  # noqa: FBT001
        self._private = private

    async def _make(self) -> None:
        made = await self._context.person.makes_channel(self._name, private=self._private)
        await self._context.go(made)
