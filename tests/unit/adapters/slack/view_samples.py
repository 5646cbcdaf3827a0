"""One sample of every state of every message, answer and form, by name."""

from collections.abc import Mapping
from dataclasses import replace

from bot.application.posts.contents import (
    BreakBegins,
    BreakOver,
    Card,
    Content,
    Line,
    LineFact,
    NoteFact,
    PrivateNote,
    RecapPage,
    RecapTakenBack,
    Step,
)
from bot.domain.moves.changes import change_time
from bot.domain.moves.close import Verdict
from bot.domain.moves.goals import share_win
from bot.domain.rules.recap import pages, recap_of
from bot.domain.state.activities import Activities
from bot.domain.state.agenda import Activity, AgendaItem
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import (
    AgendaFinished,
    Change,
    ChannelFound,
    ChannelLost,
    CloseReminded,
    CueGiven,
    EndMoved,
    FacilitatorAlerted,
    FellBehind,
    ItemExtended,
    ItemParked,
    ItemShortened,
    ItemSkipped,
    LongPauseNoticed,
    Loss,
    OvertimeReached,
    PersonJoined,
    PlanChanged,
    Posting,
    PostingChanged,
    ResultsMissing,
    RoleGiven,
    SessionPaused,
    SessionReopened,
    SessionResumed,
    ThoughtsHandedBack,
    TimeUp,
    TurnCame,
    Undone,
    WasAway,
    WentBack,
)
from bot.domain.state.formats import Advance, Role
from bot.domain.state.goals import Goals, GoalState
from bot.domain.state.identity import ItemId, MessageRef, PersonId
from bot.domain.state.session import Result, Session
from bot.domain.state.thoughts import ThoughtId
from tests.support.sessions import (
    ANA,
    BEN,
    CARA,
    CARD,
    DAN,
    OTHER_MESSAGE,
    PLACE,
    THREAD_MESSAGE,
    SessionBuilder,
    a_long_session,
    a_session,
    a_session_alone,
    a_session_with_goals,
    an_item,
    at,
    minutes,
)
from tests.unit.adapters.slack import turns_samples
from tests.unit.adapters.slack.board_samples import board_contents, closed_brainstorm
from tests.unit.adapters.slack.day_samples import day_contents


def with_captures(builder: SessionBuilder) -> SessionBuilder:
    return (
        builder.captured(CaptureKind.DECISION, "JSON over REST", source=THREAD_MESSAGE)
        .captured(CaptureKind.ACTION, "Write the error codes", owner=CARA)
        .captured(CaptureKind.OUTPUT, "https://example.com/spec?a=1&b=2.", source=OTHER_MESSAGE)
        .captured(CaptureKind.IDEA, "Versions in the *path*\nor in a header <maybe>")
        .captured(CaptureKind.QUESTION, "Who signs off, <@U0DAN>?")
        .captured(CaptureKind.PARKED, "Rate limits & quotas")
        .captured(CaptureKind.DECISION, "No XML")
    )


def running(step: int = 2) -> SessionBuilder:
    return a_session().running().ticked(1).after(5).watched_by(DAN).to_step(step)


def closed(verdict: Verdict | None = None) -> SessionBuilder:
    return with_captures(running()).ticked(2, (BEN, CARA)).after(34).closed(verdict)


def many_captures(count: int, text: str) -> Session:
    builder = running()
    for number in range(count):
        source = MessageRef(PLACE.channel, f"1795428060.{number:06}", CARD.ts)
        builder.captured(CaptureKind.ACTION, text, owner=BEN, source=source)
    return builder.after(34).closed(Verdict(result=Result.PARTLY, note=text)).build()


def sessions_for_the_card() -> Mapping[str, Session]:
    by_hand = a_session(advance=Advance.MANUAL, outcome="", measure="", roles=()).running()
    return {
        "card_running": with_captures(running()).build(),
        "card_without_outcome": by_hand.build(),
        "card_time_is_up": by_hand.waited_until(6).build(),
        "card_long_over": _by_hand().waited_until(31).build(),
        "card_break": running(3).build(),
        "card_skipped": running().skipped().build(),
        "card_paused": running().after(11).paused().build(),
        "card_agenda_through": running().through().build(),
        "card_closed": closed().build(),
        "card_closed_automatically": running().waited_until(200).build(),
        "card_with_undo": changed(running(), Change.EXTEND).build(),
        "card_paused_with_undo": changed(running().after(11), Change.PAUSE).build(),
        "card_parked": changed(running(), Change.PARK).build(),
        "card_many_ticks": running().ticked(2, (ANA, BEN, CARA, DAN)).build(),
        "card_long_agenda": a_long_session().running().to_step(20).build(),
        "card_with_goals": with_goals().build(),
        "card_with_goals_and_thoughts": with_goals().to_step(2).build(),
        "card_quiet_without_goals": a_session_with_goals(Posting.QUIET).running().build(),
        "card_quiet_with_goals": with_goals(Posting.QUIET).build(),
        "card_quiet_with_wins": with_wins(Posting.QUIET).build(),
        "card_alone": a_session_alone().started().goals_set(ANA, "Write tests").build(),
        "card_alone_closed": alone_and_closed().build(),
        "card_special_outcome": a_session(outcome="R&D <spec> for <@U0DAN>").running().build(),
    }


def with_goals(posting: Posting = Posting.THREAD) -> SessionBuilder:
    builder = a_session_with_goals(posting).running()
    builder.goals_set(BEN, "Answer *mails* & <!here>", "Empty inbox").goals_set(ANA, "Taxes")
    return builder.goals_ticked(BEN, {"Empty inbox": GoalState.PARTLY})


def with_wins(posting: Posting = Posting.THREAD) -> SessionBuilder:
    builder = with_goals(posting).to_step(5)
    builder.goals_ticked(ANA, {"Taxes": GoalState.DONE}, "Sent before noon: https://x.org/a.")
    return builder.goals_ticked(CARA, {}, "I helped *Ben* & <!here>")


def with_a_win() -> SessionBuilder:
    """A session that asks for no goals, in its step for wins."""
    plan = (an_item("Draft", 30), an_item("Wins", 10, Activity.WINS))
    builder = a_session(plan).running().to_step(2)
    return builder.moved(lambda session, _now: share_win(session, BEN, "A *draft* & <!here>"))


def with_goals_from_before() -> SessionBuilder:
    """Two check-ins; Ben has said something in the second as well, and Ana has not."""
    return goals_before_another_check_in().goals_set(BEN, "Slides", "Notes")


def goals_before_another_check_in() -> SessionBuilder:
    plan = [an_item(title, 10, Activity.CHECK_IN) for title in ("Check-in", "Check-in again")]
    session = replace(a_session(plan).build(), activities=Activities(goals=Goals(asked=True)))
    builder = SessionBuilder(session).running().goals_set(ANA, "Taxes", "Mails")
    return builder.goals_set(BEN, "Slides").to_step(2)


def with_many_goals() -> SessionBuilder:
    """Everybody of a crowd with the longest goals and wins there are."""
    builder = a_session_with_goals().running()
    for number in range(60):
        person = PersonId(f"U0CROWD{number}")
        builder.joined_by(person).goals_set(person, *(f"{goal} {'&' * 148}" for goal in range(3)))
        builder.goals_ticked(person, {}, "&" * 300)
    return builder


def alone_and_closed() -> SessionBuilder:
    builder = a_session_alone().started().goals_set(ANA, "Write tests").after(20)
    builder.goals_ticked(ANA, {"Write tests": GoalState.DONE}, "All green")
    return builder.captured(CaptureKind.IDEA, "Test the printer too").closed()


def changed(builder: SessionBuilder, change: Change) -> SessionBuilder:
    """A session whose time somebody has just changed."""
    builder.session = change_time(builder.session, change, ANA, ItemId(2), builder.now).session
    return builder


def _by_hand() -> SessionBuilder:
    return a_session(advance=Advance.MANUAL).running()


def cards() -> Mapping[str, Content]:
    return {name: Card(session) for name, session in sessions_for_the_card().items()}


def steps() -> Mapping[str, Content]:
    on = running().build()
    sessions: Mapping[str, tuple[Session, int]] = {
        "step_running": (on, 2),
        "step_with_named_owner": (running(4).build(), 4),
        "step_done": (running().ticked(2).build(), 2),
        "step_time_over": (on, 1),
        "step_over_and_open": (running(3).build(), 2),
        "step_skipped": (running().skipped().build(), 2),
        "step_taken_back": (running().gone_back().build(), 2),
        "step_of_a_closed_session": (running().closed().build(), 2),
        "step_paused": (running().after(11).paused().build(), 2),
        "step_with_goals_asked": (a_session_with_goals().running().build(), 1),
        "step_with_goals": (with_goals().build(), 1),
        "step_with_thoughts": (with_goals().to_step(2).build(), 2),
        "step_with_wins": (with_wins().build(), 5),
        "step_with_goals_from_before": (with_goals_from_before().build(), 2),
        "step_with_a_win": (with_a_win().build(), 2),
        "step_with_many_goals": (with_many_goals().build(), 1),
        "step_with_many_wins": (with_many_goals().build(), 5),
        "step_with_its_own_reaction": (replace(on, done_reactions=("tada", "eyes")), 2),
    }
    return {name: Step(session, item(session, step)) for name, (session, step) in sessions.items()}


def breaks() -> Mapping[str, Content]:
    on, over = running(3).build(), running(4).build()
    left_out, last = running(3).skipped().build(), _break_at_the_end().build()
    return {
        "break_begins": BreakBegins(on, item(on, 3)),
        "break_with_goals": _break(with_goals().to_step(3).build()),
        "break_paused": _break(running(3).after(7).paused().build()),
        "break_ended": BreakBegins(over, item(over, 3)),
        "break_over": BreakOver(over, item(over, 3)),
        "break_skipped": BreakOver(left_out, item(left_out, 3)),
        "break_at_the_end": BreakOver(last, item(last, 2)),
    }


def _break(session: Session) -> Content:
    return BreakBegins(session, item(session, 3))


def _break_at_the_end() -> SessionBuilder:
    plan = (an_item("Draft", 25), an_item("Break", 5, Activity.BREAK))
    return a_session(plan).running().through()


def item(session: Session, step: int) -> AgendaItem:
    found = session.item(ItemId(step))
    assert found is not None
    return found


LINES: Mapping[str, LineFact] = {
    "line_agenda_finished": AgendaFinished(),
    "line_cue": CueGiven(item=ItemId(2), ends_at=at(30)),
    "line_extended": ItemExtended(
        item=ItemId(2), by=ANA, added=minutes(5), item_ends_at=at(35), session_ends_at=at(65)
    ),
    "line_skipped": ItemSkipped(item=ItemId(2), by=ANA),
    "line_overtime": OvertimeReached(item=ItemId(2), over=minutes(5)),
    "line_posting": PostingChanged(by=ANA, posting=Posting.CHANNEL),
    "line_paused": SessionPaused(by=ANA),
    "line_resumed": SessionResumed(by=ANA, paused_for=minutes(4), session_ends_at=at(64)),
    "line_reopened": SessionReopened(by=ANA, item=ItemId(2)),
    "line_time_up": TimeUp(item=ItemId(2)),
    "line_was_away": WasAway(since=at(1), until=at(5), passed=()),
    "line_was_away_long": WasAway(
        since=at(0), until=at(90), passed=tuple(ItemId(step) for step in range(1, 6))
    ),
    "line_went_back": WentBack(item=ItemId(1), by=ANA),
    "line_shortened": ItemShortened(
        item=ItemId(2), by=ANA, taken=minutes(5), item_ends_at=at(25), session_ends_at=at(55)
    ),
    "line_parked": ItemParked(item=ItemId(4), by=ANA, session_ends_at=at(45)),
    "line_plan_changed": PlanChanged(by=ANA, session_ends_at=at(60)),
    "line_plan_changed_parked": PlanChanged(
        by=ANA, session_ends_at=at(35), parked=(ItemId(4), ItemId(5))
    ),
    "line_end_moved": EndMoved(by=ANA, session_ends_at=at(65)),
    **{f"line_undone_{change}": Undone(change=change, by=ANA, item=ItemId(2)) for change in Change},
}
NOTES: Mapping[str, NoteFact] = {
    "note_close_reminded": CloseReminded(closes_at=at(90), asked=ANA),
    "note_facilitator_alerted": FacilitatorAlerted(item=ItemId(2), over=minutes(20), asked=ANA),
    "note_fell_behind": FellBehind(
        behind=minutes(5),
        session_ends_at=at(65),
        can_shrink=True,
        to_park=ItemId(4),
        asked=ANA,
    ),
    "note_far_behind": FellBehind(
        behind=minutes(30), session_ends_at=at(90), can_shrink=False, to_park=None, asked=ANA
    ),
    "note_turn_came": TurnCame(),
    "note_results_missing": ResultsMissing(item=ItemId(2), groups=("A", "C"), asked=ANA),
    "note_invited": PersonJoined(person=DAN, invited=True),
    **{f"note_{role}": RoleGiven(role=role, person=BEN, told=False) for role in Role},
    "note_found": ChannelFound(asked=ANA),
    **{f"note_lost_{loss}": ChannelLost(loss=loss, asked=ANA) for loss in Loss},
}


def told() -> Mapping[str, Content]:
    session = running().build()
    through = running().through().build()
    paused = running().after(12).paused().build()
    return {
        **{name: Line(session, fact) for name, fact in LINES.items()},
        "line_last_cue": Line(running(5).build(), CueGiven(item=ItemId(5), ends_at=at(60))),
        "line_reopened_paused": Line(paused, SessionReopened(by=ANA, item=ItemId(2))),
        "line_was_away_through": Line(through, WasAway(since=at(0), until=at(9), passed=())),
        "line_time_up_last": Line(running(5).build(), TimeUp(item=ItemId(5))),
        "note_long_pause": PrivateNote(
            paused, LongPauseNoticed(since=at(12), closes_at=at(252), asked=ANA)
        ),
        "note_lost_and_paused": PrivateNote(
            paused, ChannelLost(loss=Loss.ARCHIVED, asked=ANA, closes_at=at(252))
        ),
        **{name: PrivateNote(session, fact) for name, fact in NOTES.items()},
        "note_thoughts": PrivateNote(parked().build(), BACK),
        "note_thoughts_alone": PrivateNote(parked(a_session_alone().started()).build(), BACK),
    }


BACK = ThoughtsHandedBack(asked=ANA, thoughts=tuple(ThoughtId(number) for number in range(1, 6)))


def parked(builder: SessionBuilder | None = None) -> SessionBuilder:
    texts = ("Call the *bank* & <!here>", "https://x.org/a?b=1&c=2", *("&" * 300,) * 3)
    return (builder or a_session_with_goals().running()).parked(ANA, *texts)


def recaps() -> Mapping[str, Content]:
    verdict = Verdict(
        result=Result.PARTLY, link="https://example.com/spec|x", note="Thanks!\nSee *you* <!here>"
    )
    bare = a_session(outcome="", measure="").running()
    return {
        "recap": page_of(closed().build()),
        "recap_final": page_of(closed().waited_until(60).build()),
        "recap_of_rehearsal": page_of(replace(closed().build(), pace=60)),
        "recap_taken_back": RecapTakenBack(),
        "recap_with_verdict": page_of(closed(verdict).build()),
        "recap_rated": page_of(closed().rated({BEN: True, CARA: True, ANA: False}).build()),
        "recap_rated_once": page_of(closed().rated({BEN: True}).build()),
        "recap_automatic": page_of(running().waited_until(200).build()),
        "recap_bare": page_of(bare.through().closed().build()),
        "recap_with_goals": page_of(with_wins().after(55).closed().build()),
        "recap_with_many_wins": page_of(with_many_goals().closed().build()),
        "recap_alone": page_of(alone_and_closed().build()),
        "recap_of_many": page_of(many_captures(50, "Write it down")),
        "recap_of_a_brainstorm": page_of(closed_brainstorm()),
        "recap_of_many_page_2": page_of(many_captures(50, "Write it down"), 2),
    }


def page_of(session: Session, number: int = 1) -> RecapPage:
    return every_page(session)[number - 1]


def every_page(session: Session) -> tuple[RecapPage, ...]:
    recap = recap_of(session)
    every = pages(recap)
    return tuple(
        RecapPage(recap, number, len(every), captures) for number, captures in enumerate(every, 1)
    )


def rehearsed() -> Mapping[str, Content]:
    session = replace(running().build(), pace=60)
    return {
        "rehearsal_card": Card(session),
        "rehearsal_step": Step(session, item(session, 2)),
        "rehearsal_line": Line(session, CueGiven(item=ItemId(2), ends_at=at(30))),
    }


def contents() -> Mapping[str, Content]:
    return {
        **cards(),
        **steps(),
        **breaks(),
        **told(),
        **recaps(),
        **turns_samples.contents(),
        **board_contents(),
        **day_contents(),
        **rehearsed(),
    }
