from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.captures import forms as captures_forms
from bot.adapters.slack.ideas import forms as board_forms
from bot.adapters.slack.ideas import forms as ideas_forms
from bot.adapters.slack.kit.ids import Field, Pressed
from bot.adapters.slack.kit.rich_text import lines_to_rich_text
from bot.adapters.slack.payloads.rich_text import RichText, lines_of
from bot.adapters.slack.planning import forms as planning_forms
from bot.adapters.slack.planning.views import confirm
from bot.adapters.slack.recap import forms as recap_forms
from bot.domain.moves.close import Verdict
from bot.domain.moves.winners import top
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.formats import Closing
from bot.domain.state.identity import CaptureId, ItemId, SessionId
from bot.domain.state.session import Result
from tests.support.boards import VOTE
from tests.support.sessions import ANA, BEN, CARA, PLACE, START, THREAD_MESSAGE, a_session
from tests.unit.adapters.slack.board_samples import grouped, ideating, vote_form, voting
from tests.unit.adapters.slack.form_payloads import Payload, filled_in
from tests.unit.adapters.slack.form_samples import EMPTY, FILLED, FORMATS, TEMPLATES
from tests.unit.adapters.slack.view_samples import running, with_captures

SESSION = SessionId("S1")
lines = st.lists(st.sampled_from(["Intro 5", "Ideas <@U0BEN> 15", "", "<@W0ANA>", "a < b & c"]))


@pytest.mark.parametrize(
    "press",
    [
        Pressed(SESSION),
        Pressed(SESSION, ItemId(3)),
        Pressed(SESSION, ItemId(3), "anonymous"),
        Pressed(SESSION, about="a5ec4e7"),
        Pressed(SESSION, ItemId(3), "7"),
    ],
)
def test_a_button_hands_back_what_it_was_given(press: Pressed) -> None:
    assert Pressed.decode(press.encode()) == press


def test_a_start_form_shown_again_holds_all_that_was_typed() -> None:
    assert (
        planning_forms.read_start_form(filled_in(planning_forms.start_form(FORMATS, FILLED)))
        == FILLED
    )


def test_a_template_that_was_chosen_is_read_in_the_place_of_a_format() -> None:
    chosen = replace(FILLED, format="", template="retro")
    form = planning_forms.start_form(FORMATS, chosen, TEMPLATES)

    assert planning_forms.read_start_form(filled_in(form)) == chosen


def test_an_untouched_start_form_asks_for_the_first_format_and_nothing_else() -> None:
    read = planning_forms.read_start_form(filled_in(planning_forms.start_form(FORMATS, EMPTY)))

    assert read == planning_forms.StartFormValues(channel=PLACE.channel, format="team")


def test_a_plan_can_be_edited_with_all_that_is_in_it() -> None:
    values = planning_forms.values_of(a_session().build())

    assert values.agenda.splitlines()[1] == f"Draft 25 <@{BEN}>"
    assert values.length == "60"
    assert values.revises == SESSION


def test_a_confirm_form_knows_its_plan() -> None:
    view = filled_in(confirm.confirm_form(a_session().build(), START))

    assert confirm.read_confirm_form(view) == Pressed(SESSION)


def test_a_captured_message_keeps_where_it_came_from() -> None:
    view = filled_in(
        captures_forms.capture_form(SESSION, "Ship it", THREAD_MESSAGE),
        kind={"selected_option": {"value": "action"}},
        owner={"selected_user": CARA},
    )
    note = Note(kind=CaptureKind.ACTION, text="Ship it", owner=CARA, source=THREAD_MESSAGE)

    assert captures_forms.read_capture_form(view) == (SESSION, note)


def test_a_capture_typed_in_the_form_has_no_source() -> None:
    view = filled_in(captures_forms.capture_form(SESSION), text={"value": "  No XML "})

    assert captures_forms.read_capture_form(view) == (
        SESSION,
        Note(kind=CaptureKind.DECISION, text="No XML"),
    )


def test_a_close_form_gives_the_verdict() -> None:
    view = filled_in(
        recap_forms.close_form(with_captures(running()).build(), Closing()),
        result={"selected_option": {"value": "partly"}},
        link={"value": "https://example.com"},
        note={"value": "Thanks"},
        left_out={"selected_options": [{"value": "2"}, {"value": "4"}]},
    )
    verdict = Verdict(
        result=Result.PARTLY,
        link="https://example.com",
        note="Thanks",
        left_out=frozenset({CaptureId(2), CaptureId(4)}),
    )

    assert recap_forms.read_close_form(view) == (SESSION, verdict)


def test_a_close_form_left_as_it_was_gives_no_verdict() -> None:
    view = filled_in(recap_forms.close_form(a_session(outcome="").running().build(), Closing()))

    assert recap_forms.read_close_form(view) == (SESSION, Verdict(result=None))


def test_a_form_without_captures_offers_none_to_leave_out() -> None:
    view = recap_forms.close_form(a_session().running().build(), Closing()).to_dict()

    assert Field.LEFT_OUT not in [block.get("block_id") for block in view["blocks"]]


@given(lines)
def test_an_agenda_comes_back_from_the_form_as_it_went_in(typed: list[str]) -> None:
    text = "\n".join(typed).strip()
    block = lines_to_rich_text(text)

    assert lines_of(RichText.model_validate(block.to_dict() if block else {})) == text


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


def a_section(*parts: Payload) -> Payload:
    return {"type": "rich_text_section", "elements": list(parts)}


def a_text(text: str) -> Payload:
    return {"type": "text", "text": text}


def test_rich_text_is_read_line_by_line() -> None:
    typed = {
        "type": "rich_text",
        "elements": [
            a_section(a_text("Today:\n")),
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [
                    a_section(a_text("Intro 5 "), {"type": "user", "user_id": BEN}),
                    a_section({"type": "emoji", "name": "coffee"}, a_text(" Break 10")),
                ],
            },
            {
                "type": "rich_text_quote",
                "elements": [
                    {"type": "link", "url": "https://example.com", "text": "Read"},
                    {"type": "link", "url": "https://example.com"},
                    {"type": "broadcast", "range": "here"},
                    {"type": "date", "timestamp": 1, "format": "{time}", "fallback": "10:00"},
                    {"type": "channel", "channel_id": "C0IDEAS"},
                    {"type": "color", "value": "#fff"},
                ],
            },
        ],
    }

    assert lines_of(RichText.model_validate(typed)).splitlines() == [
        "Today:",
        "Intro 5 <@U0BEN>",
        ":coffee: Break 10",
        "Readhttps://example.com@here10:00#C0IDEAS",
    ]
