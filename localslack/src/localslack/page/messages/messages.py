"""One message as it stands in a channel or thread, and what of it changes."""

from collections.abc import Iterator
from datetime import timedelta

from localslack.json_types import JsonObject
from localslack.page.blocks.blocks import BlockList, looks_alike
from localslack.page.html.tags import Tag, button, icon, icon_button, tag
from localslack.page.messages.attached import draw_part
from localslack.page.messages.composer import editing_composer
from localslack.page.messages.reactions import draw_reactions, quick_reactions
from localslack.page.window_context import WindowContext
from localslack.workspace.conversations import Message
from localslack.workspace.users import User

TOGETHER = timedelta(minutes=5)
COLOURS = 8


class MessageView:
    """A message in its place; `refresh` draws again only what is different."""

    def __init__(
        self, message: Message, context: WindowContext, *, follows: Message | None
    ) -> None:
        self.message = message
        self._context = context
        self._seen: dict[str, object] = {}
        self.element = tag("article", classes="message", data_ts=message.ts, tabindex="-1")
        if follows is not None and _belongs_to(message, follows):
            self.element.classes("compact")
        if message.notice is not None:
            self.element.classes("system")
        self._draw()
        self.refresh()

    def refresh(self) -> None:
        message = self.message
        if self._changed("content", len(message.versions)):
            self._draw_content()
        if self._changed("reactions", {name: list(who) for name, who in message.reactions.items()}):
            self._reactions.clear()
            with self._reactions:
                draw_reactions(message, self._context)
        if self._changed("replies", len(message.channel.thread_of(message))):
            self._replies.clear()
            with self._replies:
                self._draw_replies()

    def edit(self) -> None:
        """Let its author change it right where it stands."""
        self._leave_editing()
        self._body.set_visibility(False)
        with self._editing:
            editing_composer(self._context, self.message, self._leave_editing)

    def _leave_editing(self) -> None:
        self._editing.clear()
        self._body.set_visibility(True)

    def _changed(self, part: str, now: object) -> bool:
        before = self._seen.get(part)
        self._seen[part] = now
        return before != now

    def _draw(self) -> None:
        message, context = self.message, self._context
        local = context.local(message.ts)
        self.element.props["aria-label"] = f"{message.user.name} at {local:%H:%M}"
        with self.element:
            if message.ephemeral_for is not None:
                with tag("div", classes="only-you"):
                    icon("eye")
                    tag("span", "Only visible to you")
            with tag("div", classes="gutter"):
                avatar(message.user)
                tag("time", f"{local:%H:%M}", classes="gutter-time")
            with tag("div", classes="content"):
                self._draw_head(f"{local:%H:%M}", f"{local:%A, %d %B %Y at %H:%M:%S}")
                self._body = tag("div", classes="body")
                self._edited = tag("span", "", classes="edited")
                self._editing = tag("div", classes="editing")
                self._reactions = tag("div", classes="reactions")
                self._replies = tag("div", classes="replies")
            self._draw_toolbar()
        self._blocks = BlockList(self._body, draw_part, looks_alike)

    def _draw_head(self, clock: str, full: str) -> None:
        user = self.message.user
        with tag("div", classes="message-head"):
            tag("b", user.name, classes="author")
            if user.is_bot:
                tag("span", "APP", classes="app-badge")
            tag("time", clock, title=full)

    def _draw_content(self) -> None:
        message = self.message
        self._blocks.show(_parts(message), self._context.surface(message))
        self._edited.text = "(edited)" if message.edited_ts else ""

    def _draw_replies(self) -> None:
        replies = self.message.channel.thread_of(self.message)
        if not replies:
            return
        count = f"{len(replies)} {'reply' if len(replies) == 1 else 'replies'}"
        opener = button(
            "",
            lambda: self._context.open_thread(self.message),
            classes="thread-link",
            aria_label=count,
        )
        with opener:
            for user in list(dict.fromkeys(each.user for each in replies))[:4]:
                avatar(user)
            tag("b", count)
            tag("span", f"Last reply {self._context.local(replies[-1].ts):%H:%M}", classes="last")

    def _draw_toolbar(self) -> None:
        message, context = self.message, self._context
        with tag("div", classes="toolbar"):
            if message.ephemeral_for is None:
                quick_reactions(message, context)
                icon_button("reply", "Reply in thread", lambda: context.open_thread(message))
            more = icon_button("more", "More actions")
            more.on("click", lambda: context.show_menu(message, more, self.edit), [])


def avatar(user: User) -> Tag:
    """The initial of a name on a colour of its own."""
    colour = "bot" if user.is_bot else f"colour-{sum(map(ord, user.id)) % COLOURS}"
    return tag("span", user.name[:1].upper(), classes=f"avatar {colour}", aria_hidden="true")


def _parts(message: Message) -> Iterator[JsonObject]:
    """All that is shown of a message: blocks hide the text, the rest stands below."""
    if message.blocks:
        yield from message.blocks
    elif message.text:
        yield {"type": "section", "text": {"type": "mrkdwn", "text": message.text}}
    for attachment in message.content.attachments:
        yield {"type": "attachment", "json": attachment}
    for file in message.files:
        yield {"type": "shared_file", "file": file}


def _belongs_to(message: Message, before: Message) -> bool:
    """Whether a message is shown below the one before without saying again who wrote it."""
    if before.notice is not None or message.user != before.user:
        return False
    if message.ephemeral_for != before.ephemeral_for:
        return False
    return float(message.ts) - float(before.ts) < TOGETHER.total_seconds()
