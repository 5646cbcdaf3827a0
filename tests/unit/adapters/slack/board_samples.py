"""One sample of everything that ideas and votes show, in each of their states, by name."""

from collections.abc import Mapping

from slack_sdk.models.views import View

from bot.adapters.slack.ideas import forms as board_forms
from bot.adapters.slack.ideas import views as board
from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.recap import forms as recap_forms
from bot.application.posts.contents import Card, Content, IdeaBatch, Step
from bot.domain.state.formats import Closing
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Session
from tests.support.boards import (
    GROUPING,
    IDEAS,
    VOTE,
    WINS,
    BrainstormBuilder,
    a_brainstorm,
    an_idea,
)
from tests.support.sessions import ANA, BEN, CARA

TEXTS = ("A *quiz* <!here>", "Cake & @somebody tea", "A buddy for everyone", "A treasure hunt")
QUIZ, CAKE, BUDDY, HUNT = TEXTS
# What becomes longer when it is made harmless.
LONG = "&<>" * 90


def ideating(*, anonymous: bool = True) -> BrainstormBuilder:
    return a_brainstorm(anonymous=anonymous).running().to_step(IDEAS)


def shown(*, anonymous: bool = True) -> BrainstormBuilder:
    return ideating(anonymous=anonymous).with_ideas(*TEXTS).revealed()


def grouped() -> BrainstormBuilder:
    return shown().to_step(GROUPING).grouped("Fun & <games>", QUIZ, HUNT)


def voting() -> BrainstormBuilder:
    votes = {ANA: ["Fun & <games>", CAKE], BEN: ["Fun & <games>"], CARA: [BUDDY]}
    return grouped().to_step(VOTE).voted(votes)


def many() -> BrainstormBuilder:
    """As many ideas as there can be, each as long as it can be, and a vote for most of them."""
    builder = ideating(anonymous=False).with_many(200, LONG).to_step(VOTE)
    choices = [choice.text for choice in builder.session.activities.board.choices]
    people = (ANA, BEN, CARA)
    for at, person in enumerate(people):
        builder.voted({person: choices[at * 3 : at * 3 + 3]})
    return builder


def board_contents() -> Mapping[str, Content]:
    withdrawn, named = shown().withdrawn(CAKE).build(), shown(anonymous=False).build()
    every = many()
    return {
        "step_ideas_none": step(ideating(), IDEAS),
        "step_ideas_with_names": step(ideating(anonymous=False).with_ideas(QUIZ), IDEAS),
        "step_ideas_waiting": step(shown().with_ideas("Late"), IDEAS),
        "step_ideas_shown": step(shown(), IDEAS),
        "step_ideas_over": step(grouped(), IDEAS),
        "step_grouping": step(grouped(), GROUPING),
        "step_vote_open": step(voting(), VOTE),
        "step_vote_of_nothing": step(a_brainstorm().running().to_step(VOTE), VOTE),
        "step_vote_closed_by_hand": step(voting().vote_closed(), VOTE),
        "step_vote_over": step(voting().to_step(WINS), VOTE),
        "step_vote_without_votes": step(grouped().to_step(WINS), VOTE),
        "step_vote_again_later": step(voting().gone_back(), VOTE),
        "step_vote_of_many": step(every, VOTE),
        "step_ranks_of_many": step(every.vote_closed(), VOTE),
        "step_winners": step(voting().to_step(WINS), WINS),
        "card_ideas": Card(ideating().with_ideas(QUIZ).build()),
        "card_ideas_none": Card(ideating().build()),
        "card_ideas_none_with_names": Card(ideating(anonymous=False).build()),
        "card_vote": Card(voting().build()),
        "card_vote_ready": Card(grouped().to_step(VOTE).build()),
        "card_vote_closed": Card(voting().vote_closed().build()),
        "card_winners_at_the_end": Card(voting().through().build()),
        "ideas": IdeaBatch(withdrawn, 1, 4),
        "ideas_with_names": IdeaBatch(named, 1, 4),
        "idea_alone": IdeaBatch(named, 3, 3),
        "ideas_of_many": IdeaBatch(every.build(), 11, 20),
    }


def step(builder: BrainstormBuilder, item_id: ItemId) -> Step:
    session = builder.build()
    item = session.item(item_id)
    assert item is not None
    return Step(session, item)


def closed_brainstorm() -> Session:
    return voting().to_step(WINS).picked({"Fun & <games>": CARA, CAKE: None}).closed().build()


def board_views() -> Mapping[str, View]:
    on, every, ranked = voting(), many(), many().vote_closed()
    closed = voting().vote_closed()
    return {
        "add_idea_form": board_forms.add_idea_form(ideating().build()),
        "add_idea_form_with_names": board_forms.add_idea_form(ideating(anonymous=False).build()),
        "add_choices_form": board_forms.add_choices_form(on.build()),
        "group_form": board_forms.group_form(grouped().build()),
        "group_form_of_many": board_forms.group_form(every.build()),
        "vote_form": vote_form(on),
        "vote_form_of_many": vote_form(every),
        "close_form_of_a_vote": recap_forms.close_form(closed.build(), Closing()),
        "winners_form": board_forms.winners_form(closed.build(), VOTE),
        "winners_form_of_many": board_forms.winners_form(ranked.build(), VOTE),
    }


def vote_form(builder: BrainstormBuilder) -> View:
    session = builder.build()
    assert session.current is not None
    return board_forms.vote_form(session, session.current, ANA)


def board_answers() -> Mapping[str, Rendered]:
    session = ideating().build()
    one, ten = (an_idea(QUIZ),), tuple(an_idea(f"{LONG} {number}") for number in range(10))
    return {
        "idea_added": board.added(session, one, anonymous=True),
        "ideas_added_with_names": board.added(session, ten, anonymous=False),
        "choices_added": board.choices_added(session, one),
        "idea_withdrawn": board.withdrawn(),
        "names_kept": board.names_kept(anonymous=False),
        "no_names_kept": board.names_kept(anonymous=True),
        "voted": board.voted(session, 2),
        "votes_taken_back": board.voted(session, 0),
        "winners_picked": board.winners_picked(1),
        "grouped": board.grouped("Fun & <games>"),
        "ungrouped": board.grouped(""),
    }
