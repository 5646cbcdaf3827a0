import json

import pytest

from bot.adapters.slack.ideas import forms as board_forms
from bot.adapters.slack.ideas import forms as ideas_forms
from bot.adapters.slack.kit.ids import Pressed
from bot.domain.moves.ideas import MOST_IDEAS
from bot.domain.moves.winners import top
from bot.domain.state.identity import SessionId
from tests.support.boards import VOTE
from tests.support.sessions import ANA, CARA
from tests.unit.adapters.slack.board_samples import (
    board_views,
    grouped,
    ideating,
    many,
    vote_form,
    voting,
)
from tests.unit.adapters.slack.form_payloads import filled_in, inside, payload_of

# docs.slack.dev/reference/methods/views.open says 250 kB; bolt-js#2509 saw 13,200 characters.
LARGEST_VIEW = 250_000
VIEWS = board_views()


@pytest.mark.parametrize("name", VIEWS)
def test_no_form_is_too_large(name: str) -> None:
    assert len(json.dumps(payload_of(VIEWS[name]))) < LARGEST_VIEW


def test_every_one_of_two_hundred_choices_can_be_chosen() -> None:
    [menu] = [each for each in inside(payload_of(vote_form(many()))) if "option_groups" in each]
    groups = menu["option_groups"]

    assert [len(group["options"]) for group in groups] == [100, 100]
    assert len({option["value"] for group in groups for option in group["options"]}) == MOST_IDEAS


def test_the_form_shows_ones_own_votes_and_nobody_elses() -> None:
    builder = many()
    own = set(builder.session.activities.board.ballot(VOTE).of(ANA))
    [menu] = [each for each in inside(payload_of(vote_form(builder))) if "initial_options" in each]

    assert {option["value"] for option in menu["initial_options"]} == own


SESSION = SessionId("S1")


@pytest.mark.parametrize("anonymous", [True, False])
def test_ideas_are_read_a_line_each_without_the_marks_of_a_list_and_ping_nobody(
    *, anonymous: bool
) -> None:
    typed = "- A quiz\n\n  * Cake  \n• Tea\n2) Walk with <@U0BEN>\n3.5 km of it\n-5 degrees\n"
    form = board_forms.add_idea_form(ideating(anonymous=anonymous).build())

    pressed, texts = ideas_forms.read_ideas_form(filled_in(form, ideas={"value": typed}))

    assert texts == ("A quiz", "Cake", "Tea", "Walk with @somebody", "3.5 km of it", "-5 degrees")
    assert pressed == Pressed(SESSION, about="anonymous" if anonymous else "named")


def test_picked_ideas_come_with_the_name_of_their_group() -> None:
    view = filled_in(
        board_forms.group_form(grouped().build()),
        picked_ideas={"selected_options": [{"value": "1"}, {"value": "4"}]},
        group_name={"value": " Games "},
    )

    assert ideas_forms.read_group_form(view) == (Pressed(SESSION), frozenset({1, 4}), "Games")


def test_an_untouched_vote_gives_the_votes_that_were_given_before() -> None:
    builder = voting()

    pressed, choices = ideas_forms.read_vote_form(filled_in(vote_form(builder)))

    assert pressed == Pressed(SESSION, VOTE)
    assert set(choices) == set(builder.session.activities.board.ballot(VOTE).of(ANA))


def test_an_untouched_form_of_winners_gives_the_first_three_ranks_without_owners() -> None:
    session = voting().vote_closed().build()
    view = filled_in(board_forms.winners_form(session, VOTE), owner_2={"selected_user": CARA})

    pressed, winners = ideas_forms.read_winners_form(view)

    assert pressed == Pressed(SESSION, VOTE)
    assert [winner.choice for winner in winners] == [each.choice.id for each in top(session, VOTE)]
    assert [winner.owner for winner in winners] == [None, CARA, None]
