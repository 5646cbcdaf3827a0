"""The check before and after: how many have answered, a private form, the group's shift."""

from collections.abc import Mapping

from bot.adapters.slack.check.forms import PRIVATE
from bot.adapters.slack.kit.blocks import Block, Rendered, rendered, section, sections
from bot.adapters.slack.kit.ids import ActionId
from bot.adapters.slack.kit.text import bold, plural
from bot.domain.state.agenda import AgendaItem, ItemState
from bot.domain.state.check import LEVELS, Quiz
from bot.domain.state.session import Session


def check_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """In the step's message: how many have answered, and nothing of what."""
    if item.state is not ItemState.RUNNING:
        return []
    count, people = (
        len(session.activities.quiz.answers_in(item.id)),
        len(session.participants.joined),
    )
    return [section(f"{count} of {max(count, people)} have answered. {PRIVATE}")]


def check_buttons(_session: Session, _item: AgendaItem) -> Mapping[ActionId, str]:
    return {ActionId.ANSWER_CHECK: "Answer"}


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
