"""Long lists in pages, with cursors."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

from localslack.errors import SlackError
from localslack.web_api.arguments import Arguments

Item = TypeVar("Item")


def page(
    items: Sequence[Item],
    key: Callable[[Item], str],
    arguments: Arguments,
    *,
    most: int = 999,
    few: int | None = None,
) -> tuple[list[Item], str]:
    """The page that was asked for, and the cursor of the next one, which is empty at the end.

    A page has 100 items if nobody says otherwise, and never more than `few`.
    """
    limit = min(arguments.number("limit", default=100, most=most), few or most)
    start = 0
    if cursor := arguments.text("cursor"):
        last = _last_key(cursor)
        start = next((n + 1 for n, item in enumerate(items) if key(item) == last), -1)
        if start < 0:
            raise SlackError("invalid_cursor")
    chosen = list(items[start : start + limit])
    more = start + limit < len(items)
    return chosen, _cursor(key(chosen[-1])) if more else ""


def _cursor(last: str) -> str:
    return base64.b64encode(f"after:{last}".encode()).decode()


def _last_key(cursor: str) -> str:
    try:
        return base64.b64decode(cursor, validate=True).decode().removeprefix("after:")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise SlackError("invalid_cursor") from error
