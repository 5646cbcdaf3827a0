"""The form of a check, and what was filled in."""

from collections.abc import Mapping

from slack_sdk.models.blocks import RadioButtonsElement
from slack_sdk.models.views import View

from bot.adapters.slack.kit.blocks import small
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.kit.inputs import chosen, field_input, modal, option
from bot.adapters.slack.kit.malformed import number
from bot.adapters.slack.kit.text import plain
from bot.adapters.slack.payloads.views import Form
from bot.domain.moves.check import questions_of
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.check import LEVELS
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


def check_form(session: Session, item: AgendaItem, person: PersonId) -> View:
    """How sure the person is, as they said it last in this check."""
    levels = [option(str(level), LEVEL_WORDS[level]) for level in LEVELS]
    known = next(
        (a.levels for a in session.activities.quiz.answers_in(item.id) if a.person == person), ()
    )
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
