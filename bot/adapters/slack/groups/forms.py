"""The forms of small groups, and what was filled in."""

from collections.abc import Mapping

from slack_sdk.models.blocks import PlainTextInputElement, RadioButtonsElement
from slack_sdk.models.views import View

from bot.adapters.slack.kit.blocks import section
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.kit.inputs import chosen, field_input, modal, option
from bot.adapters.slack.kit.malformed import number
from bot.adapters.slack.payloads.views import Form
from bot.domain.moves.groups import LONGEST_RESULT
from bot.domain.state.groups import GROUP_SIZES, GroupId
from bot.domain.state.session import Session

SIZES: Mapping[int, str] = {2: "Pairs", 3: "Groups of 3", 4: "Groups of 4"}


def split_form(session: Session, pressed: Pressed) -> View:
    """How large the new groups are to be."""
    sizes = [option(str(size), SIZES[size]) for size in GROUP_SIZES]
    return modal(
        ViewId.SPLIT,
        title="Split anew",
        submit="Split anew",
        metadata=pressed.encode(),
        blocks=[
            section("Everybody gets a new group, with others than before where that is possible."),
            field_input(
                Field.GROUP_SIZE,
                "How large?",
                RadioButtonsElement(
                    action_id=ActionId.INPUT,
                    options=sizes,
                    initial_option=chosen(sizes, str(session.activities.breakouts.size)),
                ),
                optional=False,
            ),
        ],
    )


def result_form(session: Session, pressed: Pressed) -> View:
    """What a group brings back."""
    group = session.activities.breakouts.group(GroupId(pressed.number))
    words = PlainTextInputElement(
        action_id=ActionId.INPUT, multiline=True, max_length=LONGEST_RESULT
    )
    return modal(
        ViewId.RESULT,
        title="Bring a result",
        submit="Bring it",
        metadata=pressed.encode(),
        blocks=[
            field_input(
                Field.TEXT,
                f"What does Group {group.name if group else ''} bring back?",
                words,
                hint="One line that the others can use.",
                optional=False,
            )
        ],
    )


def read_split_form(form: Form) -> tuple[Pressed, int]:
    size = number(form.require(Field.GROUP_SIZE), Field.GROUP_SIZE)
    return Pressed.decode(form.metadata), size


def read_result_form(form: Form) -> tuple[Pressed, str]:
    return Pressed.decode(form.metadata), form.text(Field.TEXT)
