"""Reactions below a message, and the picker to add one."""

from collections.abc import Iterator
from functools import cache

import emoji
from nicegui.element import Element as Nice
from nicegui.events import GenericEventArguments

from localslack.page.html.tags import Click, button, icon, icon_button, tag
from localslack.page.window_context import WindowContext
from localslack.text.emoji_names import character
from localslack.workspace.conversations import Message
from localslack.workspace.users import User

COMMON = [
    "white_check_mark",
    "heavy_check_mark",
    "eyes",
    "raised_hands",
    "+1",
    "-1",
    "tada",
    "heart",
    "pray",
    "clap",
    "fire",
    "rocket",
    "smile",
    "joy",
    "thinking_face",
    "cry",
    "point_up",
    "wave",
    "100",
    "question",
    "exclamation",
    "x",
    "bulb",
    "hourglass",
]
MOST_FOUND = 48
EMOJI_CLICKED = """(e) => {
    const emoji = e.target.closest("button");
    if (emoji) emit(emoji.getAttribute("aria-label"));
}"""


def draw_reactions(message: Message, context: WindowContext) -> None:
    """The reactions of a message, each a button that adds or takes back one's own."""
    for name, people in message.reactions.items():
        mine = context.person.user in people
        who = _names(people, context.person.user)
        made = button(
            f"{character(name) or f':{name}:'} {len(people)}",
            _toggler(message, name, context),
            classes="reaction mine" if mine else "reaction",
            aria_pressed="true" if mine else "false",
            aria_label=f"{name}, {len(people)}: {who}",
            title=f"{who} reacted with :{name}:",
        )
        made.props["data-focus-key"] = f"{message.ts}-{name}"
    if message.reactions:
        more = icon_button("react", "Add reaction", classes="reaction")
        more.on("click", lambda: context.pick_reaction(message, more), [])


def _toggler(message: Message, name: str, context: WindowContext) -> Click:
    return lambda: toggle(message, name, context)


async def toggle(message: Message, name: str, context: WindowContext) -> None:
    person = context.person
    mine = person.user in message.reactions.get(name, ())
    change = person.unreacts(name, to=message) if mine else person.reacts(name, to=message)
    await context.attempt(change)


def _names(people: list[User], me: User) -> str:
    names = [user.name for user in people if user != me]
    names = ["You", *names] if me in people else names
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


class Picker:
    """The panel of emoji, the same one for every message of a window."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        self._message: Message | None = None
        with tag("div", classes="picker-panel", popover="auto", role="dialog") as self._panel:
            self._panel.props["aria-label"] = "Pick a reaction"
            self._search = tag("input", type="search", placeholder="Search emoji")
            self._search.props.update({"aria-label": "Search emoji", "autocomplete": "off"})
            self._search.on("input", self._look, js_handler="(e) => emit(e.target.value)")
            self._grid = tag("div", classes="emoji-grid")
            # One handler for all: an emoji that is drawn anew under a click is still that emoji.
            self._grid.on("click", self._pick, js_handler=EMOJI_CLICKED)
        self._fill(COMMON)

    def open(self, message: Message, beside: Nice) -> None:
        self._message = message
        self._fill(COMMON)
        self._panel.client.run_javascript(
            f"document.getElementById('c{self._search.id}').value = '';"
            f"showBeside('c{self._panel.id}', 'c{beside.id}', 'c{self._search.id}')"
        )

    def _look(self, event: GenericEventArguments) -> None:
        typed = str(event.args).strip().lower().strip(":").replace(" ", "_")
        self._fill(_matching(typed) if typed else COMMON)

    def _fill(self, names: list[str]) -> None:
        self._grid.clear()
        with self._grid:
            for name in names:
                button(character(name) or "", aria_label=name, title=f":{name}:")
            if not names:
                tag("p", "No emoji found")

    async def _pick(self, event: GenericEventArguments) -> None:
        name = str(event.args)
        self._panel.run_method("hidePopover")
        message = self._message
        if message is not None and self._context.person.user not in message.reactions.get(name, ()):
            await self._context.attempt(self._context.person.reacts(name, to=message))


def _matching(typed: str) -> list[str]:
    """Names that begin with what was typed, before those that have it somewhere else."""
    found = [name for name in _all_names() if typed in name]
    return sorted(found, key=lambda name: not name.startswith(typed))[:MOST_FOUND]


@cache
def _all_names() -> list[str]:
    return sorted(set(_known_names()))


def _known_names() -> Iterator[str]:
    yield from COMMON
    for data in emoji.EMOJI_DATA.values():
        for alias in data.get("alias", ()):
            if character(alias.strip(":")):
                yield alias.strip(":")


def quick_reactions(message: Message, context: WindowContext) -> None:
    """The buttons that appear while one points at a message."""
    for name in COMMON[:1] + COMMON[2:4]:
        made = button(
            character(name) or "", _toggler(message, name, context), classes="icon-button"
        )
        made.props.update({"aria-label": f"React with {name}", "title": f":{name}:"})
    more = button("", classes="icon-button", aria_label="Add reaction", title="Add reaction")
    more.on("click", lambda: context.pick_reaction(message, more), [])
    with more:
        icon("react")
