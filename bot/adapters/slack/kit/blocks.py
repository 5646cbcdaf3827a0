"""Small builders of Block Kit, so that views read like what people see."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    LinkButtonElement,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)

from bot.adapters.slack.kit.ids import ActionId, Chosen, Pressed
from bot.adapters.slack.kit.text import bold, cut, escape

LONGEST_SECTION = 3000
LONGEST_HEADER = 150
LONGEST_FALLBACK = 1000
PRIMARY = "primary"


class Rendered(NamedTuple):
    """What a person gets: blocks, and the text that notifications and screen readers use."""

    text: str
    blocks: list[Block]


def rendered(text: str, blocks: Iterable[Block] = ()) -> Rendered:
    """A message; without blocks of its own, its text is the whole message.

    Where the text stands alone, nobody needs the asterisks of its bold.
    """
    spoken = cut(text.replace("*", ""), LONGEST_FALLBACK)
    return Rendered(spoken, list(blocks) or [section(text)])


def markdown(text: str) -> MarkdownTextObject:
    """Text with our formatting in it, in which Slack links nothing by itself."""
    return MarkdownTextObject(text=cut(text, LONGEST_SECTION), verbatim=True)


def section(text: str) -> SectionBlock:
    return SectionBlock(text=markdown(text))


def small(text: str) -> ContextBlock:
    return ContextBlock(elements=[markdown(text)])


def sections(lines: Iterable[str]) -> list[Block]:
    """Lines in as few sections as they fit in."""
    found: list[str] = []
    for line in lines:
        if found and len(found[-1]) + len(line) + 1 <= LONGEST_SECTION:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return [section(text) for text in found]


def headline(text: str) -> Block:
    """A person's text as a header, or in bold where a header could not show it well."""
    if len(text) > LONGEST_HEADER or escape(text) != text or re.search(r"\s{2}|\n", text):
        return section(bold(text))
    return HeaderBlock(text=PlainTextObject(text=text, emoji=False))


def button(
    label: str,
    action: ActionId,
    pressed: Pressed | None = None,
    *,
    primary: bool = False,
) -> ButtonElement:
    return ButtonElement(
        text=PlainTextObject(text=label, emoji=True),
        action_id=action,
        value=pressed.encode() if pressed else None,
        style=PRIMARY if primary else None,
    )


def link_button(label: str, url: str) -> LinkButtonElement:
    return LinkButtonElement(
        text=PlainTextObject(text=label, emoji=True), action_id=ActionId.OPEN_LINK, url=url
    )


def more(choices: Mapping[ActionId, str], pressed: Pressed) -> OverflowMenuElement:
    """A small menu of what is needed less often."""
    return OverflowMenuElement(
        action_id=ActionId.MORE,
        options=[
            Option(value=Chosen(action, pressed).encode(), text=PlainTextObject(text=label))
            for action, label in choices.items()
        ],
    )


def row(*buttons: ButtonElement | OverflowMenuElement) -> ActionsBlock:
    return ActionsBlock(elements=list(buttons))
