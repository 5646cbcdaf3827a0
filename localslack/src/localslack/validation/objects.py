"""Composition objects: texts, options, confirmations, files.

Limits: docs.slack.dev/reference/block-kit/composition-objects.
"""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from localslack.validation.relations import one_at_least, one_at_most
from localslack.validation.rules import (
    Choice,
    Flag,
    Form,
    Items,
    Rule,
    Shape,
    Text,
    Typed,
    matches,
)


def _understood(reader: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        try:
            reader(value)
        except (ValueError, OSError, LookupError):
            return False
        return True

    return fits


URL = Form("must be a valid URL", matches(r"(https?://[^\s/]\S*|mailto:\S+|slack:\S+)"))
WEB = Form("must be a valid URL", matches(r"https?://[^\s/]\S*"))
HTTPS = Form("must be a valid https URL", matches(r"https://[^\s/]\S*"))
DATE = Form(
    "must match the format YYYY-MM-DD",
    lambda value: matches(r"\d{4}-\d\d-\d\d")(value) and _understood(dt.date.fromisoformat)(value),
)
TIME = Form("must match the format HH:mm", matches(r"([01]\d|2[0-3]):[0-5]\d"))
ZONE = Form("must be a time zone of the IANA database", _understood(ZoneInfo))
NUMERAL = Form("must be a number written as a string", matches(r"-?\d+(\.\d+)?"))
EMAIL = Form("must be a valid email address", matches(r"[^@\s]+@[^@\s]+"))

STYLE = Choice(("primary", "danger"))
ID = Text(255)


def text_shapes(most: int = 3000) -> dict[str, Shape]:
    return {
        "plain_text": Shape({"text": Text(most)}, {"emoji": Flag()}),
        "mrkdwn": Shape({"text": Text(most)}, {"verbatim": Flag()}),
    }


def plain_text(most: int = 3000) -> Rule:
    return Typed(text_shapes(most)).only({"plain_text"})


def any_text(most: int) -> Rule:
    return Typed(text_shapes(most))


def link(most: int = 3000) -> Rule:
    return Text(most, form=URL)


CONFIRM = Shape(
    {
        "title": plain_text(100),
        "text": any_text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    {"style": STYLE},
)

# The reference gives 150 characters for a value.
_VALUE = Text(150)
OPTION = Shape({"text": plain_text(75), "value": _VALUE}, {"description": plain_text(75)})
RICH_OPTION = Shape({"text": any_text(75), "value": _VALUE}, {"description": any_text(75)})
OVERFLOW_OPTION = Shape(
    {"text": plain_text(75), "value": _VALUE},
    {"description": plain_text(75), "url": link()},
)
OPTION_GROUP = Shape({"label": plain_text(75), "options": Items(OPTION, 100)})

CONVERSATION_FILTER = Shape(
    may={
        "include": Items(Choice(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    relations=(one_at_least("include", "exclude_external_shared_channels", "exclude_bot_users"),),
)

DISPATCH_ACTION_CONFIG = Shape(
    may={"trigger_actions_on": Items(Choice(("on_enter_pressed", "on_character_entered")), 2)}
)

SLACK_FILE = Shape(
    may={"id": Text(), "url": link()},
    relations=(one_at_least("id", "url"), one_at_most("id", "url")),
)

IMAGE = Shape(
    {"alt_text": Text(2000)},
    {"image_url": Text(3000, form=WEB), "slack_file": SLACK_FILE},
    (one_at_least("image_url", "slack_file"), one_at_most("image_url", "slack_file")),
)
