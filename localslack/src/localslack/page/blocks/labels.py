"""What an element is called that has no label of its own beside it."""

from localslack.block_kit.elements import Element, text_of
from localslack.text.emoji_names import with_characters
from localslack.text.mrkdwn import Reader, read

_SELECTED = {
    "channels_select": "channel",
    "conversations_select": "channel",
    "datepicker": "date",
    "datetimepicker": "date and time",
    "timepicker": "time",
    "users_select": "person",
}


def invitation(element: Element) -> str:
    """What stands in an empty menu or picker, unless the app says something else there."""
    kind = element.type.removeprefix("multi_")
    what = _SELECTED.get(kind, "option")
    if kind == element.type:
        return f"Select {'an' if what == 'option' else 'a'} {what}"
    return f"Select {'people' if what == 'person' else f'{what}s'}"


def spoken_name(element: Element, reader: Reader) -> str:
    """What a screen reader calls it: its own words, else those it stands beside."""
    own = text_of(element.json.get("text")) or text_of(element.json.get("placeholder"))
    if own:
        return with_characters(own)
    beside = element.block.get("text") or {}
    if beside.get("type") == "mrkdwn":
        return read(text_of(beside), reader)
    return with_characters(text_of(beside)) or invitation(element)
