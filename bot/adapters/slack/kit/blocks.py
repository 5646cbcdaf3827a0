"""Small builders of Block Kit, so that views read like what people see.

Messages are built again and again, so their blocks are plain values; slack_sdk checks them in
tests.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from bot.adapters.slack.kit.ids import ActionId, Chosen, Pressed
from bot.adapters.slack.kit.text import bold, cut, escape

Block = dict[str, Any]
Element = dict[str, Any]

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


def markdown(text: str) -> Element:
    """Text with our formatting in it, in which Slack links nothing by itself."""
    return {"type": "mrkdwn", "text": cut(text, LONGEST_SECTION), "verbatim": True}


def plain(text: str, *, emoji: bool | None = None) -> Element:
    """Text without formatting; `emoji` says whether names in colons are shown as emoji."""
    shown: Element = {"type": "plain_text", "text": text}
    return shown if emoji is None else {**shown, "emoji": emoji}


def section(text: str, beside: Element | None = None) -> Block:
    shown: Block = {"type": "section", "text": markdown(text)}
    return {**shown, "accessory": beside} if beside else shown


def small(text: str) -> Block:
    return {"type": "context", "elements": [markdown(text)]}


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
    return {"type": "header", "text": plain(text, emoji=False)}


def button(
    label: str,
    action: ActionId,
    pressed: Pressed | None = None,
    *,
    primary: bool = False,
) -> Element:
    shown: Element = {"type": "button", "text": plain(label, emoji=True), "action_id": action.value}
    if pressed:
        shown["value"] = pressed.encode()
    if primary:
        shown["style"] = PRIMARY
    return shown


def link_button(label: str, url: str) -> Element:
    action = ActionId.OPEN_LINK.value
    return {"type": "button", "text": plain(label, emoji=True), "action_id": action, "url": url}


def more(choices: Mapping[ActionId, str], pressed: Pressed) -> Element:
    """A small menu of what is needed less often."""
    options = [
        {"text": plain(label), "value": Chosen(action, pressed).encode()}
        for action, label in choices.items()
    ]
    return {"type": "overflow", "action_id": ActionId.MORE.value, "options": options}


def row(*buttons: Element) -> Block:
    return {"type": "actions", "elements": list(buttons)}
