import re

import pytest

from bot.adapters.slack.captures import answers as captures_answers
from bot.adapters.slack.doctor import answers as doctor_answers
from bot.adapters.slack.doors import answers as doors_answers
from bot.adapters.slack.edge import apologies as edge_apologies
from bot.adapters.slack.ideas import forms as board_forms
from bot.adapters.slack.ideas import views as board
from bot.adapters.slack.kit.blocks import Rendered
from bot.adapters.slack.planning import answers as planning_answers
from bot.adapters.slack.planning.views import confirm
from bot.adapters.slack.recap import forms as recap_forms
from bot.adapters.slack.session import answers
from bot.adapters.slack.settings import answers as settings_answers
from bot.application.operating.checkup import Finding
from bot.application.posts.contents import (
    Card,
    Content,
    Evening,
    IdeaBatch,
    Morning,
    PrivateNote,
    Step,
)
from bot.domain.moves.close import Verdict
from bot.domain.moves.goals import share_win
from bot.domain.state.agenda import Activity, Owner
from bot.domain.state.captures import CaptureKind
from bot.domain.state.check import GroupShift, Shift
from bot.domain.state.facts import Posting, ThoughtsHandedBack
from bot.domain.state.formats import Closing
from bot.domain.state.refusals import NotNow
from bot.domain.state.session import Result
from bot.domain.state.thoughts import ThoughtId
from tests.support.boards import IDEAS, VOTE, BrainstormBuilder, a_brainstorm, an_idea
from tests.support.sessions import (
    BEN,
    START,
    SessionBuilder,
    a_session,
    a_session_with_goals,
    an_item,
    at,
)
from tests.support.workshops import EVENING, MORNING, NIGHT
from tests.unit.adapters.slack.evil_text import EVIL
from tests.unit.adapters.slack.form_payloads import markdown_in, payload_of
from tests.unit.adapters.slack.turns_samples import brought, place, recap_with
from tests.unit.adapters.slack.view_samples import every_page, item

PINGING = re.compile(r"<(?:!(?!date\^)|#(?!C0TEAM>))")


def with_result(text: str) -> SessionBuilder:
    """A small group has brought something back."""
    plan = (an_item("Intro", 5), an_item(text, 20, Activity.GROUPS))
    return brought(a_session(plan).running().to_step(2), 1, text, BEN)


def a_shift(question: str) -> Shift:
    return Shift(question=question, before=2, after=4)


def evil_board() -> dict[str, Content | Rendered]:
    """Ideas, a group, a vote and its ranks, all in the worst words."""
    other = f"{EVIL} as well"
    named = a_brainstorm(anonymous=False).running().to_step(IDEAS)
    shown = named.with_ideas(EVIL, other).revealed().build()
    builder = BrainstormBuilder(shown).grouped(EVIL[:60], other).to_step(VOTE)
    builder.voted({BEN: [EVIL, EVIL[:60]]})
    voting = builder.build()
    ranks = builder.vote_closed().build()
    return {
        "ideas": IdeaBatch(shown, 1, 2),
        "idea_added": board.added(shown, (an_idea(EVIL),), anonymous=False),
        "choices_added": board.choices_added(shown, (an_idea(EVIL),)),
        "grouped": board.grouped(EVIL[:60]),
        "vote": Step(voting, item(voting, VOTE)),
        "ranks": Step(ranks, item(ranks, VOTE)),
    }


def evil_days() -> dict[str, Content | Rendered]:
    """The evening and the morning of a workshop."""
    plan = (an_item(EVIL, 60), NIGHT, an_item(EVIL, 60))
    builder = a_session(plan, outcome=EVIL).running()
    for kind in CaptureKind:
        builder.captured(kind, EVIL, owner=BEN)
    night, morning = (builder.waited_until(each).build() for each in (EVENING, MORNING))
    return {
        "evening": Evening(night, item(night, 2)),
        "morning": Morning(morning, item(morning, 2)),
    }


def evil_messages() -> dict[str, Content | Rendered]:
    plan = (an_item(EVIL, 10, owner=Owner(name=EVIL)), an_item(EVIL, 20))
    builder = a_session(plan, outcome=EVIL, measure=EVIL)
    planned = builder.build()
    running = builder.running().captured(CaptureKind.DECISION, EVIL, owner=BEN).build()
    groups = with_result(EVIL).build()
    verdict = Verdict(result=Result.MET, note=EVIL, link=f"https://{EVIL}")
    closed = builder.after(10).to_step(2).closed(verdict).build()
    builder = a_session_with_goals().running().goals_set(BEN, EVIL).parked(BEN, EVIL)
    aims = builder.goals_ticked(BEN, {}, EVIL).build()
    win = a_session((an_item("channel", 10, Activity.WINS),)).running().build()
    win = share_win(win, BEN, EVIL).session
    back = ThoughtsHandedBack(asked=BEN, thoughts=(ThoughtId(1),))
    return {
        "goals": Step(aims, item(aims, 1)),
        "wins": Step(aims, item(aims, 5)),
        "thoughts": PrivateNote(aims, back),
        "plan": confirm.confirm_message(planned, START),
        "card": Card(running),
        "step": Step(running, item(running, 1)),
        "closed": Card(closed),
        **{f"recap_{page.number}": page for page in every_page(closed)},
        "time": answers.time_left(running, at(1), "UTC"),
        "joined": answers.joined(running, BEN, ""),
        "my_role": answers.my_role(running, BEN, ""),
        "running": planning_answers.already_running(running, None),
        "captured": captures_answers.captured(running.captures[0]),
        "unknown": doors_answers.did_you_mean(EVIL, None),
        "refusal": edge_apologies.refusal(NotNow(EVIL)),
        "doctor": doctor_answers.examined([Finding(name="slack", problem=EVIL, fix=EVIL)]),
        "doctor_note": doctor_answers.examined([Finding(name="slack", note=EVIL)]),
        "groups": Step(groups, item(groups, 2)),
        "group": place(groups, 1),
        "shift": recap_with(GroupShift(people=3, shifts=(a_shift(EVIL), a_shift(EVIL)))),
        "settings": settings_answers.settings(Posting.THREAD, (EVIL,)),
        "win": Step(win, item(win, 1)),
        **evil_board(),
        **evil_days(),
    }


MESSAGES = evil_messages()


@pytest.mark.parametrize("name", MESSAGES)
def test_nobody_can_ping_a_channel_through_a_message(name: str) -> None:
    said = "\n".join(markdown_in(payload_of(MESSAGES[name])))

    assert "channel" in said
    assert PINGING.findall(said) == []


def test_nobody_can_ping_a_channel_through_a_form() -> None:
    session = a_session((an_item(EVIL),), outcome=EVIL, measure=EVIL).running().build()
    ranked = evil_board()["ranks"]
    assert isinstance(ranked, Step)

    for form in (
        recap_forms.close_form(session, Closing()),
        board_forms.add_idea_form(session),
        board_forms.group_form(ranked.session),
        board_forms.winners_form(ranked.session, VOTE),
    ):
        assert PINGING.findall("\n".join(markdown_in(payload_of(form)))) == []
