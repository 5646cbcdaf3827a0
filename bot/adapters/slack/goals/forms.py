"""The forms for goals and wins, and what was filled in."""

from collections.abc import Mapping

from slack_sdk.models.blocks import PlainTextInputElement, RadioButtonsElement
from slack_sdk.models.views import View

from bot.adapters.slack.kit.blocks import Block, section, small
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.kit.inputs import chosen, field_input, modal, option
from bot.adapters.slack.kit.text import plain
from bot.adapters.slack.kit.words import GOAL_STATES
from bot.adapters.slack.payloads.metadata import Metadata
from bot.adapters.slack.payloads.shapes import SessionKey, Text
from bot.adapters.slack.payloads.views import Form
from bot.domain.moves.goals import LONGEST_GOAL, LONGEST_WIN
from bot.domain.state.goals import Goal, GoalState, OwnGoals
from bot.domain.state.identity import PersonId, SessionId
from bot.domain.state.session import Session


class TickedGoals(Metadata):
    """Which goals a form asks about: they may be others by the time it comes back."""

    session: SessionKey
    goals: tuple[Text, ...]


GOAL_FIELDS: Mapping[Field, str] = {
    Field.GOAL_1: "What will you surely do?",
    Field.GOAL_2: "What do you aim for?",
    Field.GOAL_3: "What would be great?",
}


STATE_FIELDS = (Field.GOAL_STATE_1, Field.GOAL_STATE_2, Field.GOAL_STATE_3)


def goals_form(session: Session, person: PersonId) -> View:
    """One to three goals; those that the person has set already stand there to be changed."""
    texts = [goal.text for goal in session.activities.goals.of(person).goals]
    inputs: list[Block] = [
        field_input(
            field,
            label,
            PlainTextInputElement(
                action_id=ActionId.INPUT, initial_value=text or None, max_length=LONGEST_GOAL
            ),
            optional=field is not Field.GOAL_1,
        )
        for (field, label), text in zip(GOAL_FIELDS.items(), (*texts, "", "", ""), strict=False)
    ]
    seen = (
        "Only you see them." if session.place.is_direct else "Everybody in the session sees them."
    )
    return modal(
        ViewId.GOALS,
        title="My goals",
        submit="Set them",
        metadata=Pressed(session.id).encode(),
        blocks=[*inputs, small(f"{seen} You can change them until the session ends.")],
    )


def tick_form(session: Session, person: PersonId) -> View:
    """What became of the person's goals, and a win if they like to share one."""
    own = session.activities.goals.of(person)
    shown = zip(STATE_FIELDS, own.goals, strict=False)
    opening: list[Block] = [] if own.goals else [section("You have set no goals. No harm done.")]
    asked = TickedGoals(session=session.id, goals=tuple(goal.text for goal in own.goals))
    return modal(
        ViewId.TICK_GOALS,
        title="How is it going?",
        submit="Save",
        metadata=asked.encode(),
        blocks=[
            *opening,
            *(_state_input(field, goal) for field, goal in shown),
            _win_input(session, own),
        ],
    )


def win_form(session: Session, person: PersonId) -> View:
    """A win to share, where nobody is asked for goals."""
    return modal(
        ViewId.SHARE_WIN,
        title="Share a win",
        submit="Share",
        metadata=Pressed(session.id).encode(),
        blocks=[_win_input(session, session.activities.goals.of(person))],
    )


def _win_input(session: Session, own: OwnGoals) -> Block:
    win = PlainTextInputElement(
        action_id=ActionId.INPUT,
        multiline=True,
        initial_value=own.win or None,
        max_length=LONGEST_WIN,
    )
    label, hint = ("A win", "") if session.place.is_direct else ("A win to share", SHARED)
    return field_input(Field.WIN, label, win, hint=hint)


def _state_input(field: Field, goal: Goal) -> Block:
    choices = [option(state, words) for state, words in GOAL_STATES.items()]
    element = RadioButtonsElement(
        action_id=ActionId.INPUT, options=choices, initial_option=chosen(choices, goal.state)
    )
    return field_input(field, plain(goal.text), element)


SHARED = "It stands in the recap with your name. Leave it empty if you would rather not."


def read_goals_form(form: Form) -> tuple[SessionId, tuple[str, ...]]:
    texts = tuple(form.text(field) for field in GOAL_FIELDS)
    return Pressed.decode(form.metadata).session, texts


def read_tick_form(form: Form) -> tuple[SessionId, Mapping[str, GoalState], str]:
    """What was said of which goal, by its text, and the win."""
    known = TickedGoals.decode(form.metadata)
    said = {
        goal: form.word(field, GoalState)
        for goal, field in zip(known.goals, STATE_FIELDS, strict=False)
    }
    states = {goal: state for goal, state in said.items() if state is not None}
    return known.session, states, form.text(Field.WIN)


def read_win_form(form: Form) -> tuple[SessionId, str]:
    return Pressed.decode(form.metadata).session, form.text(Field.WIN)
