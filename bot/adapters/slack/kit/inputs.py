"""Builders of forms and their inputs."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RichTextInputElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.adapters.slack.kit.blocks import Block
from bot.adapters.slack.kit.ids import ActionId, Field, ViewId
from bot.adapters.slack.kit.rich_text import lines_to_rich_text
from bot.adapters.slack.kit.text import cut
from bot.domain.state.agenda import Activity
from bot.domain.state.identity import PersonId

LONGEST_OPTION = 75
LONGEST_LINE_INPUT = 300


def modal(view: ViewId, *, title: str, submit: str, metadata: str, blocks: list[Block]) -> View:
    return View(
        type="modal",
        callback_id=view,
        title=title,
        submit=submit,
        close="Cancel",
        private_metadata=metadata,
        blocks=blocks,
    )


def field_input(
    field: Field,
    label: str,
    element: InputInteractiveElement,
    *,
    hint: str = "",
    optional: bool = True,
) -> Block:
    shown: Block = InputBlock(
        block_id=field, label=label, element=element, hint=hint or None, optional=optional
    ).to_dict()
    return shown


def line_input(value: str) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=ActionId.INPUT, initial_value=value or None, max_length=LONGEST_LINE_INPUT
    )


# What people do in a step, as a line of an agenda may name it.
ACTIVITIES = "To say what people do in a step, end its line with one of: " + ", ".join(
    f"#{activity}" for activity in Activity if activity is not Activity.DAY_BREAK
)


def agenda_input(value: str, example: str) -> RichTextInputElement:
    """A box for an agenda, one line a step, in which people can be named."""
    return RichTextInputElement(
        action_id=ActionId.INPUT,
        initial_value=lines_to_rich_text(value),
        placeholder=f"One line per step: {example}",
        min_lines=4,
    )


def person_input(person: PersonId | None) -> UserSelectElement:
    return UserSelectElement(action_id=ActionId.INPUT, initial_user=person)


def option(value: str, text: str, description: str = "") -> Option:
    shown = PlainTextObject(text=cut(text, LONGEST_OPTION), emoji=False)
    more = PlainTextObject(text=cut(description, LONGEST_OPTION)) if description else None
    return Option(value=value, text=shown, description=more)


def chosen(options: Sequence[Option], value: str | None) -> Option | None:
    return next((each for each in options if each.value == value), None)


MOST_OPTIONS = 100
