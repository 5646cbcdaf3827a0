"""Speaking and small groups under every order of moves: nobody is forgotten, doubled, alone."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.moves.changes import change_time
from bot.domain.moves.groups import bring_result, split_anew
from bot.domain.moves.people import join, leave, observe
from bot.domain.moves.speaking import next_speaker, pass_turn, raise_hand
from bot.domain.moves.undo import undo
from bot.domain.state.agenda import Activity, ItemState
from bot.domain.state.facts import Change
from bot.domain.state.groups import Group
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import Refusal
from bot.domain.state.session import Moved, Session
from tests.support.sessions import ANA, START, a_session, an_item

PEOPLE = [ANA, *(PersonId(f"U0P{number}") for number in range(7))]
people = st.sampled_from(PEOPLE)
PLAN = tuple(
    an_item("Part", 10, activity)
    for activity in (
        Activity.GROUPS,
        Activity.ROUND,
        Activity.GROUPS,
        Activity.ROUND,
        Activity.GROUPS,
        Activity.WORK,
    )
)


class TurnsMachine(RuleBasedStateMachine):
    """Ana leads; the others come, go, speak and work in groups."""

    session: Session

    @initialize(others=st.lists(st.sampled_from(PEOPLE[1:]), unique=True))
    def begin(self, others: list[PersonId]) -> None:
        self.now = START
        self.session = a_session(PLAN).started().build()
        for person in others:
            self.come_or_go(person, join)

    def make(self, move: Callable[[Session], Moved]) -> None:
        """Make a move, unless it is refused; whoever else speaks after it, it is another turn."""
        before = self.session
        try:
            after = move(before).session
        except Refusal:
            return
        if before.current and after.current and before.current.id == after.current.id:
            item = before.current.id
            spoke, speaks = (each.activities.speaking.speaker_in(item) for each in (before, after))
            assert (
                spoke == speaks or before.activities.speaking.turn < after.activities.speaking.turn
            )
        self.session = after

    @rule(by=people, move=st.sampled_from([join, join, leave, observe]))
    def come_or_go(self, by: PersonId, move: Callable[..., Moved]) -> None:
        self.make(lambda session: move(session, by, self.now))

    @rule(
        change=st.sampled_from([Change.NEXT, Change.NEXT, Change.BACK, Change.SKIP, Change.PARK]),
        undone=st.booleans(),
    )
    def steer(self, change: Change, undone: bool) -> None:  # noqa: FBT001
        self.now += timedelta(seconds=20)
        by = self.session.in_charge
        seen = self.session.current.id if self.session.current else None
        self.make(lambda session: change_time(session, change, by, seen, self.now))
        if undone:
            self.make(lambda session: undo(session, by, self.now))

    @rule(by=people, move=st.sampled_from([next_speaker, next_speaker, pass_turn]))
    def speak(self, by: PersonId, move: Callable[..., Moved]) -> None:
        self.make(lambda session: move(session, by, session.activities.speaking.turn))

    @rule(by=people, at=st.integers(100, 999), up=st.booleans())
    def put_a_hand(self, by: PersonId, at: int, up: bool) -> None:  # noqa: FBT001
        self.make(lambda session: raise_hand(session, by, str(at), up=up))

    @rule(size=st.integers(2, 4))
    def split_them_anew(self, size: int) -> None:
        current, by = self.session.current, self.session.in_charge
        if current is not None:
            self.make(lambda session: split_anew(session, by, current.id, size, self.now))

    @rule(by=people)
    def bring_a_result(self, by: PersonId) -> None:
        self.make(lambda session: bring_result(session, None, "It works", by, self.now))

    @property
    def joined(self) -> set[PersonId]:
        return {each.person for each in self.session.participants.joined}

    def groups_now(self) -> tuple[Group, ...]:
        item = self.session.current
        split = self.session.activities.breakouts.of(item.id) if item else None
        return split.working if split else ()

    @invariant()
    def everybody_there_is_in_exactly_one_group(self) -> None:
        item = self.session.current
        if item is not None and item.activity is Activity.GROUPS:
            placed = [person for group in self.groups_now() for person in group.members]
            assert sorted(placed) == sorted(self.joined)

    @invariant()
    def nobody_is_alone_in_a_group_unless_nobody_else_is_there(self) -> None:
        item = self.session.current
        if item is not None and item.activity is Activity.GROUPS and len(self.joined) > 1:
            assert all(len(group.members) > 1 for group in self.groups_now())

    @invariant()
    def groups_have_ids_of_their_own(self) -> None:
        ids = [
            group.id for split in self.session.activities.breakouts.splits for group in split.groups
        ]

        assert len(ids) == len(set(ids))

    @invariant()
    def everybody_there_has_one_turn_in_a_round(self) -> None:
        item = self.session.current
        for each in self.session.activities.speaking.rounds:
            turns = [*each.waiting, *each.over]
            assert len(turns) == len(set(turns))
            if item is not None and item.id == each.item and item.state is ItemState.RUNNING:
                assert set(each.waiting) <= self.joined <= set(turns)

    @invariant()
    def the_queue_holds_who_is_there_once_each_and_who_has_not_spoken_first(self) -> None:
        queue = self.session.activities.speaking.queue
        have_spoken = [person in self.session.activities.speaking.spoken for person in queue]

        assert set(queue) <= self.joined
        assert len(queue) == len(set(queue))
        assert have_spoken == sorted(have_spoken)

    @invariant()
    def results_are_kept_for_the_recap(self) -> None:
        kept = {capture.id for capture in self.session.captures}
        groups = [
            group for split in self.session.activities.breakouts.splits for group in split.groups
        ]

        assert {result for group in groups for result in group.results} == kept


TestTurnsMachine = TurnsMachine.TestCase
TestTurnsMachine.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
