"""Payloads of Slack, parsed: what does not fit is refused here, and what is not used is known."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from bot.adapters.slack.kit.malformed import Malformed
from bot.adapters.slack.payloads.events import Event
from bot.adapters.slack.payloads.interactions import Command, PressedElement, Shortcut, Submission
from bot.adapters.slack.payloads.shapes import Wire
from bot.application.operating.telemetry import Kind

Payload = TypeVar("Payload", bound=Wire)

Delivered = Command | PressedElement | Shortcut | Submission | Event

INTERACTIONS: Mapping[str, type[PressedElement | Shortcut | Submission]] = {
    "block_actions": PressedElement,
    "message_action": Shortcut,
    "view_submission": Submission,
}
EVENTS = frozenset(
    {
        "app_home_opened",
        "member_joined_channel",
        "member_left_channel",
        "message",
        "reaction_added",
        "reaction_removed",
    }
)
# Messages that were changed or taken away stand for another one: nobody said them.
SILENT = frozenset({"message_changed", "message_deleted", "message_replied"})
# docs.slack.dev/reference/events/message: what stands in a message that an app has written, even
# in somebody's name.
SIGNS_OF_AN_APP = ("bot_id", "app_id", "bot_profile")
# Names of fields go into the log, and what a stranger made a name of does not.
_NAME = re.compile(r"[a-z_]{1,40}|[0-9]{1,4}")


class Unused(Exception):
    """A delivery that is well formed and of which the bot makes no use."""


def kind_of(body: Mapping[str, Any]) -> Kind | None:
    """How a payload came about, as far as it says so."""
    match body.get("type"):
        case "event_callback":
            return Kind.EVENT
        case "view_submission":
            return Kind.FORM
        case "block_actions" | "message_action":
            return Kind.CLICK
        case None if "command" in body:
            return Kind.COMMAND
        case _:
            return None


def parse(body: Mapping[str, Any]) -> Delivered:
    """What Slack delivered, in the bot's own types.

    Raises:
        Malformed: it is not as Slack writes it.
        Unused: it is none of the kinds that the bot listens to.
    """
    kind = kind_of(body)
    if kind is Kind.COMMAND:
        return _validated(Command, body)
    if kind is Kind.EVENT:
        return _event(body)
    if kind is None:
        raise Unused
    return _validated(INTERACTIONS[body["type"]], body)


def _event(body: Mapping[str, Any]) -> Event:
    event = body.get("event")
    if isinstance(event, dict) and _is_unused(event):
        raise Unused
    return _validated(Event, body)


def _is_unused(event: Mapping[str, Any]) -> bool:
    """Whether an event is of a kind that is none for the bot, or a message that no person wrote."""
    kind, subtype = event.get("type"), event.get("subtype")
    if isinstance(kind, str) and kind not in EVENTS:
        return True
    if isinstance(subtype, str) and subtype in SILENT:
        return True
    of_an_app = any(event.get(sign) for sign in SIGNS_OF_AN_APP)
    return kind == "message" and (of_an_app or event.get("user") is None)


def _validated(kind: type[Payload], body: Mapping[str, Any]) -> Payload:
    try:
        return kind.model_validate(body)
    except ValidationError as wrong:
        raise Malformed(_first(wrong)) from None
    except RecursionError:
        raise Malformed("too deep") from None


def _first(wrong: ValidationError) -> str:
    """Where the first thing is wrong and how, without a word of what stands there."""
    first = wrong.errors(include_url=False, include_context=False, include_input=False)[0]
    where = (str(part) for part in first["loc"])
    path = ".".join(part if _NAME.fullmatch(part) else "*" for part in where)
    return f"{path}: {first['type']}"
