"""Small groups: who comes and goes, splitting anew, and what they bring back."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.domain.moves.changes import change_time
from bot.domain.moves.close import Verdict, close
from bot.domain.moves.groups import LONGEST_RESULT, bring_result, group_of, split_anew
from bot.domain.moves.people import join, leave
from bot.domain.moves.plan import park
from bot.domain.moves.time import move_on, skip
from bot.domain.moves.undo import undo
from bot.domain.state.activities import Activities
from bot.domain.state.agenda import Activity
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Change, ResultsMissing
from bot.domain.state.groups import Breakouts, Group, GroupId, Pair, pairs
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.refusals import AlreadyMoved, NotAllowed, NotFound, NotNow, WrongInput
from bot.domain.state.session import Moved, Session
from tests.support.sessions import ANA, BEN, CARA, DAN, SessionBuilder, a_session, an_item, at

PLAN = (an_item("Try", 20, Activity.GROUPS), an_item("Again", 20, Activity.GROUPS))
EVE = PersonId("U0EVE")
FIRST = ItemId(1)


def together(groups: tuple[tuple[PersonId, ...], ...]) -> Counter[Pair]:
    return Counter(pair for group in groups for pair in pairs(group))


def in_pairs() -> SessionBuilder:
    """A session that begins with pairs; Ana has started it."""
    return SessionBuilder(
        replace(a_session(PLAN).build(), activities=Activities(breakouts=Breakouts(size=2)))
    ).started()


def come(session: Session, *people: PersonId) -> Session:
    for person in people:
        session = join(session, person, at(1)).session
    return session


def gathered(size: int = 2) -> SessionBuilder:
    """Ana, Ben, Cara and Dan; Ana and Dan are Group A, Ben and Cara are Group B of the first."""
    builder = a_session((an_item("Intro", 5), *PLAN)).running()
    builder.moved(lambda session, now: join(session, DAN, now)).to_step(2)
    return builder.moved(lambda session, now: split_anew(session, ANA, ItemId(2), size, now))


def about_to_split() -> SessionBuilder:
    """Ana, Ben, Cara and Dan, in the step before the one in which they get into pairs."""
    session = replace(
        a_session((an_item("Intro", 5), *PLAN)).build(),
        activities=Activities(breakouts=Breakouts(size=2)),
    )
    return SessionBuilder(session).running().moved(lambda each, now: join(each, DAN, now))


def grouped_now(session: Session) -> list[tuple[PersonId, ...]]:
    assert session.current is not None
    split = session.activities.breakouts.of(session.current.id)
    assert split is not None
    return [group.members for group in split.groups]


def names(groups: tuple[Group, ...]) -> list[str]:
    return [group.name for group in groups]


def brought(session: Session, group: int, text: str = "It works", by: PersonId = ANA) -> Moved:
    return bring_result(session, GroupId(group), text, by, at(2))


def test_the_next_groups_part_those_who_were_together() -> None:
    builder = gathered()
    before = together(tuple(grouped_now(builder.build())))

    after = together(tuple(grouped_now(builder.to_step(3).build())))

    assert not before & after


def test_a_split_that_was_replaced_does_not_count_for_the_next() -> None:
    builder = gathered()
    session = builder.build()
    replaced, last = session.activities.breakouts.splits

    met = session.activities.breakouts.met_in({ItemId(2)})
    assert met == together(tuple(g.members for g in last.groups))
    assert not session.activities.breakouts.is_last(replaced)


def test_groups_of_a_step_that_was_taken_back_and_parked_never_met() -> None:
    first = about_to_split().to_step(2)
    pairs_of_first = grouped_now(first.build())

    parked = first.gone_back().moved(lambda session, now: park(session, ANA, ItemId(2), now))

    assert grouped_now(parked.to_step(3).build()) == pairs_of_first


def test_groups_that_came_and_went_while_the_bot_was_away_never_met() -> None:
    builder = about_to_split().away_since(4).waited_until(48)
    assert builder.session.current is None

    assert builder.session.activities.breakouts.splits == ()


def test_who_comes_late_goes_into_the_smallest_group() -> None:
    session = come(in_pairs().build(), BEN, CARA, DAN)

    assert grouped_now(join(session, EVE, at(1)).session) == [(ANA, BEN, EVE), (CARA, DAN)]


def test_a_group_of_double_the_size_becomes_two() -> None:
    session = come(in_pairs().build(), BEN, CARA)
    assert grouped_now(session) == [(ANA, BEN, CARA)]

    assert grouped_now(come(session, DAN)) == [(ANA, BEN), (CARA, DAN)]


def test_who_is_left_alone_goes_on_with_the_smallest_other_group() -> None:
    session = come(in_pairs().build(), BEN, CARA, DAN)

    session = leave(session, CARA, at(1)).session

    split = session.activities.breakouts.of(FIRST)
    assert split is not None
    assert grouped_now(session) == [(ANA, BEN, DAN), ()]
    assert split.groups[1].merged_into == split.groups[0].id
    assert names(split.working) == ["A"]


def test_who_came_while_the_next_step_ran_has_a_group_after_the_undo() -> None:
    session = come(in_pairs().build(), BEN, CARA)
    moved_on = change_time(session, Change.NEXT, ANA, FIRST, at(2)).session

    session = undo(join(moved_on, DAN, at(3)).session, ANA, at(4)).session

    assert grouped_now(session) == [(ANA, BEN), (CARA, DAN)]


def test_one_person_is_a_group_until_another_comes() -> None:
    session = a_session(PLAN).started().build()
    assert grouped_now(session) == [(ANA,)]
    session = leave(join(session, BEN, at(1)).session, ANA, at(2)).session
    assert grouped_now(session) == [(BEN,)]

    session = leave(session, BEN, at(3)).session

    assert grouped_now(session) == [()]
    assert grouped_now(join(session, CARA, at(4)).session) == [(), (CARA,)]


def test_splitting_anew_takes_the_size_that_was_chosen() -> None:
    assert [len(members) for members in grouped_now(gathered(size=4).build())] == [4]


def test_only_who_steers_splits_anew_and_only_while_it_runs() -> None:
    session = gathered().build()

    with pytest.raises(NotAllowed):
        split_anew(session, DAN, ItemId(2), 2, at(1))
    with pytest.raises(AlreadyMoved):
        split_anew(session, ANA, ItemId(1), 2, at(1))
    with pytest.raises(WrongInput, match="pairs, or groups of 3 or 4"):
        split_anew(session, ANA, ItemId(2), 9, at(1))
    with pytest.raises(NotFound, match="no groups"):
        split_anew(a_session().running().build(), ANA, FIRST, 2, at(1))


def test_groups_stay_after_five_minutes_or_once_a_result_is_there() -> None:
    session = a_session(PLAN).running().build()

    assert split_anew(session, ANA, FIRST, 2, at(5)).session.activities.breakouts.of(FIRST)
    with pytest.raises(NotNow, match="more than five minutes"):
        split_anew(session, ANA, FIRST, 2, at(5.1))
    with pytest.raises(NotNow, match="has brought a result back already"):
        split_anew(brought(session, 1).session, ANA, FIRST, 2, at(1))


def test_groups_are_split_anew_twice_at_most() -> None:
    session = a_session(PLAN).running().build()
    for _ in range(2):
        session = split_anew(session, ANA, FIRST, 2, at(1)).session

    with pytest.raises(NotNow, match="split anew twice"):
        split_anew(session, ANA, FIRST, 2, at(1))


def test_a_result_is_an_output_with_its_group_s_name() -> None:
    session = brought(gathered().build(), 4, "  Version in the path ", by=BEN).session

    (kept,) = session.captures
    assert (kept.kind, kept.text, kept.by) == (
        CaptureKind.OUTPUT,
        "Group B: Version in the path",
        BEN,
    )
    group = session.activities.breakouts.group(GroupId(4))
    assert group is not None
    assert group.results == (kept.id,)


def test_a_group_may_bring_more_than_one_result() -> None:
    session = brought(brought(gathered().build(), 3).session, 3, "That too").session

    assert [capture.text for capture in session.captures] == [
        "Group A: It works",
        "Group A: That too",
    ]


def test_without_a_group_the_result_is_for_the_one_the_person_is_in() -> None:
    session = gathered().build()
    mine = group_of(session, CARA)
    assert mine is not None

    session = bring_result(session, None, "Mine", CARA, at(1)).session

    assert session.captures[0].text == f"Group {mine.name}: Mine"


def test_what_a_merged_group_brings_is_its_host_s() -> None:
    session = come(in_pairs().build(), BEN, CARA, DAN)
    session = leave(session, CARA, at(1)).session

    assert brought(session, 2).session.captures[0].text == "Group A: It works"


def test_a_result_needs_a_group_that_is_there_a_text_and_somebody_who_takes_part() -> None:
    session = gathered().build()

    with pytest.raises(NotFound, match="split anew"):
        brought(session, 1)
    with pytest.raises(NotFound, match="no group"):
        brought(a_session().running().build(), 1)
    with pytest.raises(WrongInput, match="Add what your group brings back"):
        brought(session, 3, " ")
    with pytest.raises(WrongInput, match="1,500"):
        brought(session, 3, "x" * (LONGEST_RESULT + 1))
    with pytest.raises(NotAllowed, match="Press Join"):
        brought(session, 3, by=EVE)


def test_who_leads_is_told_which_groups_brought_nothing() -> None:
    session = brought(gathered().build(), 3).session

    over = move_on(session, ANA, ItemId(2), at(20))

    told = [record.fact for record in over.records if isinstance(record.fact, ResultsMissing)]
    assert told == [ResultsMissing(item=ItemId(2), groups=("B",), asked=ANA)]


def test_nobody_is_told_of_results_that_are_there_or_that_nobody_can_bring_any_more() -> None:
    session = gathered().build()
    all_there = brought(brought(session, 3).session, 4).session

    for moved in (
        move_on(all_there, ANA, ItemId(2), at(9)),
        skip(session, ANA, ItemId(2), at(9)),
        close(session, ANA, Verdict(result=None), at(9)),
    ):
        assert not any(isinstance(record.fact, ResultsMissing) for record in moved.records)
