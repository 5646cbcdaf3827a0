"""The app's own place: its Home tab and its Messages tab."""

from localslack.page.blocks.blocks import BlockList
from localslack.page.html.tags import Click, button, tag
from localslack.page.messages.messages import avatar
from localslack.page.places.conversation import Conversation
from localslack.page.window_context import WindowContext

HOME, MESSAGES = "home", "messages"


def draw_tabs(context: WindowContext, tab: str, choose: dict[str, Click]) -> None:
    """The app's name and its tabs, the chosen one marked."""
    with tag("h1"):
        avatar(context.team.app.bot)
        tag("span", context.team.app.bot.name)
    with tag("div", classes="tabs", role="tablist"):
        for name, click in choose.items():
            chosen = "true" if name == tab else "false"
            button(name.capitalize(), click, role="tab", aria_selected=chosen, classes="tab")


class HomeTab:
    """What the app has published for this person."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        with tag("div", classes="home", role="tabpanel", aria_label="Home"):
            self._empty = tag("p", "The app has not published anything here yet.", classes="empty")
            self._blocks = BlockList(tag("div", classes="home-blocks"))
        self.refresh()

    def refresh(self) -> None:
        view = self._context.person.home
        self._empty.set_visibility(view is None)
        if view is not None:
            self._blocks.show(view.blocks, self._context.surface(view))


class MessagesTab(Conversation):
    """What the app and the person wrote to each other."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context, context.person.dm)
