"""The check before and after: how many have answered, a private form, the group's shift."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, RadioButtonsElement
from slack_sdk.models.views import View

from bot.adapters.slack.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.malformed import number
from bot.adapters.slack.payloads.views import Form
from bot.adapters.slack.views.blocks import Rendered, rendered, section, sections, small
from bot.adapters.slack.views.inputs import chosen, field_input, modal, option
from bot.adapters.slack.views.text import bold, plain, plural
from bot.domain.moves.check import questions_of
from bot.domain.state.agenda import AgendaItem, ItemState
from bot.domain.state.check import LEVELS, Quiz
from bot.domain.state.identity import PersonId
from bot.domain.state.session import Session

PRIVATE = (
    "Your answers stay private: a quarter of an hour after the close, only the group's average "
    "is kept."
)
QUESTION_FIELDS = (Field.SURE_1, Field.SURE_2, Field.SURE_3)
LEVEL_WORDS: Mapping[int, str] = {
    1: "1 · not at all",
    2: "2 · a little",
    3: "3 · half and half",
    4: "4 · quite",
    5: "5 · fully",
}


def check_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """In the step's message: how many have answered, and nothing of what."""
    if item.state is not ItemState.RUNNING:
        return []
    count, people = len(session.quiz.answers_in(item.id)), len(session.participants.joined)
    return [section(f"{count} of {max(count, people)} have answered. {PRIVATE}")]


def check_buttons(_session: Session, _item: AgendaItem) -> Mapping[ActionId, str]:
    return {ActionId.ANSWER_CHECK: "Answer"}


def check_form(session: Session, item: AgendaItem, person: PersonId) -> View:
    """How sure the person is, as they said it last in this check."""
    levels = [option(str(level), LEVEL_WORDS[level]) for level in LEVELS]
    known = next((a.levels for a in session.quiz.answers_in(item.id) if a.person == person), ())
    questions = questions_of(session, item)
    given = [*map(str, known), *([None] * (len(questions) - len(known)))]
    return modal(
        ViewId.CHECK,
        title="How sure are you?",
        submit="Answer",
        metadata=Pressed(session.id, item.id).encode(),
        blocks=[
            *(
                field_input(
                    field,
                    plain(question),
                    RadioButtonsElement(
                        action_id=ActionId.INPUT,
                        options=levels,
                        initial_option=chosen(levels, level),
                    ),
                    optional=False,
                )
                for field, question, level in zip(QUESTION_FIELDS, questions, given, strict=False)
            ),
            small(PRIVATE),
        ],
    )


def read_check_form(form: Form) -> tuple[Pressed, tuple[int, ...]]:
    levels = tuple(
        number(form.require(field), field) for field in QUESTION_FIELDS if form.has(field)
    )
    return Pressed.decode(form.metadata), levels


def answered() -> Rendered:
    return rendered(f"Thank you. {PRIVATE} Until the check is over you can answer again.")


def shift_blocks(quiz: Quiz) -> list[Block]:
    """In the recap: how the group's confidence changed, as long as that names nobody."""
    result = quiz.result
    if result is None:
        return []
    if result.people is None:
        return [section("*Confidence:* too few answers to show without showing whose they are")]
    lines = [
        f"• {bold(shift.question)} {shift.before:.1f} → {shift.after:.1f}"
        for shift in result.shifts
    ]
    both = plural(result.people, "person", "people")
    if len(lines) == 1:
        shift = result.shifts[0]
        shown = f"{shift.before:.1f} → {shift.after:.1f} of {max(LEVELS)}"
        return [section(f"*Confidence:* {shown}, {both} answered both")]
    return sections([f"*Confidence* (of {max(LEVELS)}), {both} answered both", *lines])
