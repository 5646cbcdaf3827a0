"""Lines of text as what stands in a rich text input, with real mentions."""

import re

from slack_sdk.models.blocks import RichTextBlock, RichTextElementParts, RichTextSectionElement

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)>")


def lines_to_rich_text(text: str) -> RichTextBlock | None:
    """Text as the initial value of a rich text input; None where there is none."""
    if not text.strip():
        return None
    parts = _MENTION.split(text)
    elements = [_part(part, is_person=at % 2 == 1) for at, part in enumerate(parts) if part]
    return RichTextBlock(elements=[RichTextSectionElement(elements=elements)])


def _part(text: str, *, is_person: bool) -> RichTextElementParts.User | RichTextElementParts.Text:
    if is_person:
        return RichTextElementParts.User(user_id=text)
    return RichTextElementParts.Text(text=text)
