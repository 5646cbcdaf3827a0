from dataclasses import replace

from bot.adapters.formats import load_formats
from bot.domain.state.formats import Advance, Role
from bot.domain.state.templates import SavedPlan
from tests.support.sessions import PLAN, minutes

BRAINSTORM = load_formats()["brainstorm"]
SAVED = SavedPlan(
    format="brainstorm", advance=Advance.MANUAL, roles=(Role.FACILITATOR,), items=PLAN
)


def test_what_a_template_does_not_say_is_as_its_format_has_it() -> None:
    assert SAVED.applied_to(BRAINSTORM) == replace(
        BRAINSTORM, advance=Advance.MANUAL, roles=(Role.FACILITATOR,)
    )


def test_what_was_set_for_a_plan_holds_even_where_it_is_no_or_nothing() -> None:
    other = replace(SAVED, anonymous=False, votes_each=1, group_size=2).applied_to(BRAINSTORM)

    assert BRAINSTORM.anonymous
    assert (other.anonymous, other.votes, other.group_size) == (False, 1, 2)


def test_a_template_takes_as_long_as_its_items() -> None:
    assert SAVED.slot == minutes(60)
