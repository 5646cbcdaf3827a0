"""The session under every order of moves, legal or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.adapters.db import documents
from bot.domain.moves.captures import capture, change_done_reactions, tick, untick
from bot.domain.moves.changes import CHANGES, change_time, changed
from bot.domain.moves.clock import advance, next_moment, wake_at
from bot.domain.moves.close import Verdict, close
from bot.domain.moves.discard import discard
from bot.domain.moves.people import join, leave, observe, rate
from bot.domain.moves.plan import behind, edit_plan
from bot.domain.moves.reopen import REOPEN_FOR, reopen
from bot.domain.moves.start import (
    cancel,
    change_plan,
    invite,
    keep_plan,
    queue,
    revise,
    start,
    take_turn,
)
from bot.domain.moves.thoughts import park_thought
from bot.domain.moves.time import change_posting, halt
from bot.domain.moves.undo import undo
from bot.domain.rules.plan import add_break, fit
from bot.domain.rules.schedule import clocks, ends_at
from bot.domain.rules.templates import plan_to_keep
from bot.domain.state.activities import Activities
from bot.domain.state.agenda import (
    MINUTE,
    NO_TIME,
    Activity,
    DoneMark,
    ItemState,
    PlannedItem,
    total,
)
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.facts import (
    AgendaFinished,
    Change,
    ItemStarted,
    Loss,
    Posting,
    Record,
    SessionClosed,
    SessionReopened,
    ThoughtsHandedBack,
)
from bot.domain.state.formats import Advance, Role
from bot.domain.state.goals import Goals
from bot.domain.state.identity import ChannelId, ItemId, PersonId, Place, SessionId, TeamId
from bot.domain.state.nights import SHORTEST_NIGHT
from bot.domain.state.people import Presence
from bot.domain.state.refusals import Refusal
from bot.domain.state.session import Moved, Result, Session, SessionState, agenda_of
from bot.domain.typed.agenda import read_agenda, write_agenda
from tests.support.busy_people import ACTIVITIES, ANYTHING, Move, fitting

MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PEOPLE = [PersonId(name) for name in ("ana", "ben", "chen", "dana")]
people = st.sampled_from(PEOPLE)
reactions = st.sampled_from(["white_check_mark", "tada"])
steps = st.builds(
    PlannedItem,
    title=st.just("Draft"),
    timebox=st.integers(1, 40).map(lambda count: timedelta(minutes=count)),
    activity=st.sampled_from([Activity.BREAK, *ACTIVITIES]),
)
nights = st.builds(
    PlannedItem,
    title=st.just("Overnight"),
    timebox=st.just(NO_TIME),
    activity=st.just(Activity.DAY_BREAK),
    until=st.sampled_from(["9:00", "Fri 8:30"]),
)
of_every_kind = st.permutations(
    [PlannedItem(title="Part", timebox=timedelta(minutes=9), activity=each) for each in ACTIVITIES]
)
plans = st.lists(steps | steps | steps | nights, min_size=1, max_size=6).map(tuple) | (
    of_every_kind.map(tuple)
)
Steer = Callable[[Session, PersonId, ItemId | None, datetime], Moved]


def as_pressed(
    change: Change, session: Session, by: PersonId, about: ItemId | None, now: datetime
) -> Moved:
    return change_time(session, change, by, about, now)


STEERING: list[Steer] = [
    *(partial(as_pressed, change) for change in CHANGES),
    lambda session, by, _about, now: undo(session, by, now),
]
RESUME = partial(as_pressed, Change.RESUME)
PLANNING: list[Move] = [
    lambda plan, by, now: Moved(
        invite(plan, by, (PEOPLE[1], PEOPLE[2]), {Role.TIMEKEEPER: PEOPLE[3]}, now)
    ),
    lambda plan, by, _now: revise(plan, by, a_plan(plan.plan[:3], Advance.MANUAL)),
    lambda plan, by, _now: change_plan(plan, by, lambda each: fit(each.plan, each.slot)),
    lambda plan, by, _now: change_plan(plan, by, lambda each: add_break(each.plan, each.slot)),
    lambda plan, by, _now: keep_plan(plan, by),
    lambda plan, by, now: queue(plan, by, SessionId("before"), now),
    lambda plan, _by, now: take_turn(plan, now),
    cancel,
]
FINAL = frozenset({SessionState.CLOSED, SessionState.CANCELLED, SessionState.DISCARDED})


def a_plan(plan: tuple[PlannedItem, ...], how: Advance) -> Session:
    return Session(
        id=SessionId("s"),
        place=Place(TeamId("T"), ChannelId("C")),
        format="team",
        outcome="A spec",
        measure="",
        slot=timedelta(hours=1),
        advance=how,
        posting=Posting.THREAD,
        roles=tuple(Role),
        zone="UTC",
        planned_by=PEOPLE[0],
        planned_at=MORNING,
        items=agenda_of(plan),
        activities=Activities(goals=Goals(asked=True)),
    )


def begins(moved: Moved, item: ItemId) -> bool:
    """Whether an item has just begun, by the clock or by hand."""
    facts = [record.fact for record in moved.records]
    return any(isinstance(fact, ItemStarted) and fact.item == item for fact in facts)


class SessionMachine(RuleBasedStateMachine):
    """People press whatever they like, whenever they like, while time passes."""

    session: Session
    records: list[Record]
    now: datetime

    @initialize(
        plan=plans,
        how=st.sampled_from(Advance),
        there=st.sampled_from([PEOPLE, PEOPLE, PEOPLE[:1], []]),
    )
    def planned(self, plan: tuple[PlannedItem, ...], how: Advance, there: list[PersonId]) -> None:
        """Some of them are there from the start; without anybody it has not begun."""
        self.now = MORNING
        self.records = []
        self.session = a_plan(plan, how)
        if there:
            self.make(lambda session: start(session, there[0], self.now))
        for person in there[1:]:
            self.take_part(join, person)

    def make(self, move: Callable[[Session], Moved]) -> None:
        before = self.session
        try:
            moved = move(self.session)
        except Refusal:
            return
        assert [record.number for record in moved.records] == list(
            range(before.last_record + 1, moved.session.last_record + 1)
        )
        if before.state in FINAL and not moved.session.is_live:
            assert moved.session.state in {before.state, SessionState.DISCARDED}
            assert moved.session.items == before.items
            assert moved.session.captures == before.captures
        current = moved.session.current
        if current is not None and current.is_day_break and begins(moved, current.id):
            assert current.due_at is not None
            assert f"{current.due_at:%a %-H:%M}".endswith(current.until)
        self.session = moved.session
        self.records.extend(moved.records)

    @rule(minutes=st.integers(0, 50))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.make(lambda session: advance(session, self.now))
        moment = next_moment(self.session)
        assert moment is None or moment.at > self.now

    @rule()
    def the_night_passes(self) -> None:
        current = self.session.current
        if current is not None and current.is_day_break and current.due_at is not None:
            self.time_passes(max(0, (current.due_at - self.now) // timedelta(minutes=1)))

    @rule(minutes=st.integers(0, 600))
    def time_passes_without_the_bot(self, minutes: int) -> None:
        if self.session.is_live:
            self.session = replace(self.session, away_since=self.now)
        self.time_passes(minutes)

    @rule(by=people)
    def start(self, by: PersonId) -> None:
        self.make(lambda session: start(session, by, self.now))

    @rule(by=people, move=st.sampled_from(PLANNING))
    def plan(self, by: PersonId, move: Move) -> None:
        self.make(lambda session: move(session, by, self.now))

    @rule(loss=st.sampled_from(Loss))
    def lose_the_channel(self, loss: Loss) -> None:
        self.make(lambda session: halt(session, loss, self.now))
        told = len(self.records)
        self.make(lambda session: halt(session, loss, self.now))
        assert len(self.records) == told

    @rule(move=st.sampled_from(STEERING))
    def steer(self, move: Steer) -> None:
        """As who may, with the step in view; what stands still goes on."""
        current = self.session.current
        fitting = RESUME if self.session.state is SessionState.PAUSED else move
        self.press(fitting, self.session.in_charge, current.id if current else None)

    @rule(moves=st.lists(st.sampled_from(STEERING), max_size=4), minutes=st.integers(0, 40))
    def steer_on(self, moves: list[Steer], minutes: int) -> None:
        for move in moves:
            self.time_passes(minutes)
            self.steer(move)

    @rule(
        move=st.sampled_from(STEERING),
        by=people,
        seen=st.none() | st.integers(1, 6).map(ItemId),
    )
    def press(self, move: Steer, by: PersonId, seen: ItemId | None) -> None:
        self.make(lambda session: move(session, by, seen, self.now))

    @rule(
        times=st.integers(0, 3),
        answer=st.sampled_from([Change.SHRINK, Change.END_LATER]),
    )
    def get_late_and_keep_the_end(self, times: int, answer: Change) -> None:
        for _ in range(times):
            self.steer(partial(as_pressed, Change.EXTEND))
        before = self.session
        self.press(partial(as_pressed, answer), before.in_charge, None)
        if self.session is not before:
            assert behind(self.session, self.now) <= NO_TIME

    @rule(presses=st.lists(st.tuples(st.integers(0, 11), people), max_size=8))
    def be_busy(self, presses: list[tuple[int, PersonId]]) -> None:
        for number, by in presses:
            moves = fitting(self.session)
            self.plan(by, moves[number % len(moves)])

    @rule(move=st.sampled_from(ANYTHING), by=people)
    def do_what_may_not_fit(self, move: Move, by: PersonId) -> None:
        self.plan(by, move)

    @rule(plan=plans)
    def write_anew(self, plan: tuple[PlannedItem, ...]) -> None:
        by, seen = self.session.in_charge, tuple(item.id for item in self.session.pending)
        self.make(
            lambda session: changed(
                session,
                Change.EDIT_PLAN,
                by,
                self.now,
                lambda each: edit_plan(each, by, seen, plan, self.now),
            )
        )

    @rule(move=st.sampled_from([join, observe, leave]), by=people)
    def take_part(self, move: Move, by: PersonId) -> None:
        self.make(lambda session: move(session, by, self.now))

    @rule(
        mark=st.builds(DoneMark, people, reactions),
        item=st.integers(1, 6).map(ItemId),
        move=st.sampled_from([tick, untick]),
    )
    def react(
        self,
        mark: DoneMark,
        item: ItemId,
        move: Callable[[Session, ItemId, DoneMark, datetime], Moved],
    ) -> None:
        self.make(lambda session: move(session, item, mark, self.now))

    @rule(by=people, kind=st.sampled_from(CaptureKind), text=st.sampled_from(["", "Ship it"]))
    def capture(self, by: PersonId, kind: CaptureKind, text: str) -> None:
        note = Note(kind=kind, text=text)
        self.make(lambda session: capture(session, note, by, self.now))

    @rule(by=people)
    def park(self, by: PersonId) -> None:
        self.make(lambda session: park_thought(session, by, "Call the bank", self.now))

    @rule(
        by=people,
        posting=st.sampled_from(Posting),
        names=st.lists(reactions, min_size=1, max_size=2, unique=True).map(tuple),
    )
    def set_the_channel(self, by: PersonId, posting: Posting, names: tuple[str, ...]) -> None:
        if self.session.is_live:
            self.make(lambda session: change_posting(session, by, posting, self.now))
            self.make(lambda session: change_done_reactions(session, names))

    @rule(by=people, result=st.none() | st.sampled_from(Result))
    def close(self, by: PersonId, result: Result | None) -> None:
        verdict = Verdict(result=result)
        self.make(lambda session: close(session, by, verdict, self.now))

    @rule(by=people, minutes=st.integers(0, 16))
    def reopen(self, by: PersonId, minutes: int) -> None:
        self.time_passes(minutes)
        self.make(lambda session: reopen(session, by, self.now))

    @rule(minutes=st.integers(1, 14))
    def close_by_mistake(self, minutes: int) -> None:
        by = self.session.in_charge
        self.close(by, None)
        self.reopen(by, minutes)

    @rule(by=people, doubts=st.integers(0, 9))
    def discard(self, by: PersonId, doubts: int) -> None:
        if not doubts:
            self.make(lambda session: discard(session, by, self.now))

    @rule(by=people, worth_it=st.booleans())
    def rate(self, by: PersonId, worth_it: bool) -> None:  # noqa: FBT001
        self.make(lambda session: rate(session, by, worth_it=worth_it))

    @invariant()
    def closes_once_more_than_it_is_reopened(self) -> None:
        closed = sum(isinstance(record.fact, SessionClosed) for record in self.records)
        reopened = sum(isinstance(record.fact, SessionReopened) for record in self.records)

        if self.session.state is not SessionState.DISCARDED:
            assert closed - reopened == (self.session.state is SessionState.CLOSED)

    @invariant()
    def items_run_in_order_and_one_at_a_time(self) -> None:
        states = [item.state for item in self.session.items]
        begun = [item.started_at for item in self.session.items if item.started_at is not None]

        assert states.count(ItemState.RUNNING) <= 1
        assert begun == sorted(begun)
        if ItemState.PENDING in states:
            first_pending = states.index(ItemState.PENDING)
            assert set(states[first_pending:]) <= {ItemState.PENDING, ItemState.PARKED}

    @invariant()
    def no_time_is_negative(self) -> None:
        for item in self.session.items:
            waits_for_its_night = item.is_day_break and item.started_at is None
            assert item.timebox == NO_TIME if waits_for_its_night else item.timebox > NO_TIME
            assert item.paused_for >= NO_TIME
            assert item.actual is None or item.actual >= NO_TIME
        for clock in clocks(self.session):
            assert clock.ends_at >= clock.starts_at

    @invariant()
    def the_clocks_follow_each_other(self) -> None:
        coming = {item.id for item in self.session.pending}
        for before, after in pairwise(clocks(self.session)):
            if after.item in coming:
                assert after.starts_at == before.ends_at

    @invariant()
    def nights_to_come_end_at_their_clock(self) -> None:
        for clock in clocks(self.session):
            item = self.session.item(clock.item)
            if item is not None and item.is_day_break and item in self.session.pending:
                assert f"{clock.ends_at:%a %-H:%M}".endswith(item.until)
                assert clock.ends_at - clock.starts_at >= SHORTEST_NIGHT

    @invariant()
    def the_night_that_runs_is_not_moved_by_what_stands_still(self) -> None:
        night = self.session.current
        if night is not None and night.is_day_break:
            assert night.paused_for == NO_TIME

    @invariant()
    def a_day_that_is_in_time_ends_when_it_should(self) -> None:
        session, end = self.session, self.session.hard_end
        if session.state is SessionState.RUNNING and session.current and end is not None:
            last = [item for item in session.items if item.state is ItemState.RUNNING]
            last += session.today
            known = {each.item: each.ends_at for each in clocks(session)}
            due = session.current.due_at
            if due is not None and due >= self.now and not session.current.time_up_given:
                assert known[last[-1].id] - end == behind(session, self.now)

    @invariant()
    def its_plan_can_be_kept_and_typed_again(self) -> None:
        kept = plan_to_keep(self.session)

        assert all(item.timebox >= MINUTE for item in kept.items if not item.is_day_break)
        assert kept.slot == total(kept.items)
        assert read_agenda(write_agenda(kept.items)).items == kept.items

    @invariant()
    def a_role_has_one_holder_who_takes_part(self) -> None:
        held = [each.role for each in self.session.participants.people if each.role]

        assert len(held) == len(set(held))
        assert all(
            each.presence is Presence.JOINED
            for each in self.session.participants.people
            if each.role
        )

    @invariant()
    def a_live_session_is_either_at_a_step_or_through(self) -> None:
        if self.session.is_live:
            assert (self.session.current is None) == (self.session.finished_at is not None)
            assert ends_at(self.session) is not None
        finished = sum(isinstance(record.fact, AgendaFinished) for record in self.records)
        assert finished >= (self.session.finished_at is not None)

    @invariant()
    def what_happened_is_told_in_order(self) -> None:
        moments = [record.at for record in self.records]

        assert moments == sorted(moments)

    @invariant()
    def thoughts_come_back_once_to_whoever_had_them(self) -> None:
        facts = [record.fact for record in self.records]
        told = [
            (thought, fact.asked)
            for fact in facts
            if isinstance(fact, ThoughtsHandedBack)
            for thought in fact.thoughts
        ]
        turns = [fact for fact in facts if isinstance(fact, SessionClosed | SessionReopened)]
        over = bool(turns) and isinstance(turns[-1], SessionClosed)
        expected = [
            (each.id, each.person)
            for each in self.session.activities.thoughts.kept
            if over or each.handed_back
        ]
        assert sorted(told) == expected

    @invariant()
    def ideas_have_numbers_of_their_own_and_nobody_has_too_many_votes(self) -> None:
        board = self.session.activities.board
        numbers = [idea.number for idea in board.revealed]

        assert len(numbers) == len(set(numbers))
        assert max((number or 0 for number in numbers), default=0) <= board.last_number
        for ballot in board.ballots:
            assert all(len(each.choices) <= board.votes_each for each in ballot.votes)

    @invariant()
    def the_close_forgets_who_voted_and_a_final_one_who_was_how_sure(self) -> None:
        if self.session.state is SessionState.CLOSED:
            assert not any(ballot.votes for ballot in self.session.activities.board.ballots)
            assert self.session.reopening is not None or not self.session.activities.quiz.answers

    def teardown(self) -> None:
        """Whatever came of it can be kept and read again."""
        if hasattr(self, "session"):
            assert documents.read(documents.write(self.session, Session), Session) == self.session

    @invariant()
    def nothing_stays_for_ever(self) -> None:
        moment = next_moment(self.session)
        if self.session.reopening is not None:
            assert self.session.closed_at is not None
            assert wake_at(self.session) == self.session.closed_at + REOPEN_FOR
        elif self.session.state in FINAL or self.session.state is SessionState.PLANNED:
            assert wake_at(self.session) is None
        else:
            assert moment is not None
            assert moment.at >= self.now


TestSessionMachine = SessionMachine.TestCase
TestSessionMachine.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
