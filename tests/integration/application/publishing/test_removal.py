"""A session that is discarded leaves nothing behind, whatever goes wrong on the way."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.application.posts.wanted import wanted_posts
from bot.application.publishing.ports import OutOfReach, PostState, Rejected, TryLater, Unclear
from bot.application.use_cases.afterwards import to_discard
from bot.application.work.asking import Asker
from bot.domain.moves.close import Verdict, close
from bot.domain.moves.discard import bare, discard
from bot.domain.moves.time import move_on
from bot.domain.state.activities import Activities
from bot.domain.state.agenda import Activity
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Loss
from bot.domain.state.groups import Breakouts
from bot.domain.state.people import NOBODY, Presence
from bot.domain.state.refusals import NotNow
from bot.domain.state.session import SessionState
from tests.support.newsroom import FIRST, Newsroom, PowerCut
from tests.support.sessions import (
    ANA,
    BEN,
    CARA,
    DAN,
    PLACE,
    THREAD_MESSAGE,
    SessionBuilder,
    a_session,
    an_item,
    at,
)

POSTED = 6


def a_test_run() -> SessionBuilder:
    """A session with a card, steps, lines, notes and a mark."""
    builder = a_session().running().captured(CaptureKind.IDEA, "Secret", source=THREAD_MESSAGE)
    return builder.to_step(4)


def in_groups() -> SessionBuilder:
    """Two groups near their end: one has become part of the other, which has no result yet."""
    plan = (an_item("Try", 10, Activity.GROUPS), an_item("Wins", 10))
    people = NOBODY
    for person in (ANA, BEN, CARA, DAN):
        people = people.enter(person, Presence.JOINED, at(0))
    planned = replace(
        a_session(plan).build(),
        participants=people,
        activities=Activities(breakouts=Breakouts(size=2)),
    )
    return SessionBuilder(planned).started().after(2).left_by(DAN).waited_until(9)


def after_groups() -> SessionBuilder:
    """The one who leads has heard which groups brought nothing back."""
    return in_groups().waited_until(11)


def each_post_of(story: Callable[[], SessionBuilder]) -> Iterator[tuple[SessionBuilder, int, str]]:
    """A session before each of its posts, with the number and the key of that post."""
    builder = story()
    for number, post in enumerate(wanted_posts(builder.session, builder.records)):
        yield story(), number, post.key


UNCLEAR_POSTS = [*each_post_of(in_groups), *each_post_of(after_groups)]


async def posted(room: Newsroom) -> None:
    await room.add(a_test_run())
    await room.settle()
    assert len(room.messenger.posted) == POSTED
    assert room.messenger.marks == [THREAD_MESSAGE]


async def discarded(room: Newsroom) -> None:
    await room.move(lambda session: discard(session, ANA, at(6)))


async def nothing_is_left(room: Newsroom) -> None:
    assert room.messenger.keys == []
    assert room.messenger.marks == []
    session = await room.session()
    assert session.state is SessionState.DISCARDED
    assert session == bare(session)
    assert await room.records() == ()
    assert await room.posts() == {}


async def test_everything_the_bot_posted_disappears_and_so_does_what_was_kept(
    room: Newsroom,
) -> None:
    await posted(room)
    await discarded(room)
    await room.settle()

    await nothing_is_left(room)
    assert not await room.visit()


async def test_the_replies_go_before_the_card_they_hang_on(room: Newsroom) -> None:
    await posted(room)
    await discarded(room)
    room.messenger.fails("remove", None, None, PowerCut())
    with pytest.raises(PowerCut):
        await room.settle()

    assert room.messenger.keys[0] == "card"


@pytest.mark.parametrize("when", ["fails", "fails_after"])
@pytest.mark.parametrize("nth", range(POSTED))
async def test_a_kill_in_the_midst_leaves_nothing_behind(
    room: Newsroom, when: str, nth: int
) -> None:
    await posted(room)
    getattr(room.messenger, when)("remove", *[None] * nth, PowerCut())
    await discarded(room)
    try:
        await room.settle()
    except PowerCut:
        room.clock.pass_seconds(10)
    await room.settle(room.publisher("another"))

    await nothing_is_left(room)


@pytest.mark.parametrize("when", ["fails", "fails_after"])
async def test_a_post_that_nobody_knows_of_is_looked_for_and_taken_away(
    room: Newsroom, when: str
) -> None:
    await room.add(a_session().running())
    await room.settle()
    await room.move(lambda session: move_on(session, ANA, FIRST, at(1)))
    getattr(room.messenger, when)("post", PowerCut())
    with pytest.raises(PowerCut):
        await room.settle()
    assert ("step:2" in room.messenger.keys) is (when == "fails_after")
    room.clock.pass_seconds(10)

    await discarded(room)
    await room.settle()

    await nothing_is_left(room)


@pytest.mark.parametrize(("story", "nth", "key"), UNCLEAR_POSTS)
async def test_whatever_nobody_knows_of_is_looked_for_where_it_was_sent(
    room: Newsroom, story: SessionBuilder, nth: int, key: str
) -> None:
    room.messenger.fails_after("post", *[None] * nth, PowerCut())
    await room.add(story)
    with pytest.raises(PowerCut):
        await room.settle()
    assert room.messenger.keys[-1] == key
    room.clock.pass_seconds(10)

    await discarded(room)
    await room.settle()

    await nothing_is_left(room)


async def test_what_was_given_up_after_the_close_is_looked_for_as_well(room: Newsroom) -> None:
    story, nth, _ = next(case for case in UNCLEAR_POSTS if case[2] == "result:2")
    room.messenger.fails_after("post", *[None] * nth, PowerCut())
    await room.add(story)
    with pytest.raises(PowerCut):
        await room.settle()
    room.clock.pass_seconds(10)
    await room.move(lambda session: close(session, ANA, Verdict(result=None), at(12)))
    await room.settle()
    assert (await room.sent("result:2")).state is PostState.GIVEN_UP

    await discarded(room)
    await room.settle()

    await nothing_is_left(room)


def test_the_posts_of_small_groups_are_among_those_that_are_tried() -> None:
    kinds = {key.partition(":")[0] for _, _, key in UNCLEAR_POSTS}
    assert kinds == {"card", "step", "group", "merged", "result", "line", "note"}


async def test_a_mark_that_nobody_wrote_down_is_taken_away(room: Newsroom) -> None:
    room.messenger.fails_after("mark", PowerCut())
    await room.add(a_test_run())
    with pytest.raises(PowerCut):
        await room.settle()
    assert room.messenger.marks == [THREAD_MESSAGE]
    room.clock.pass_seconds(10)

    await discarded(room)
    await room.settle()

    await nothing_is_left(room)


async def test_trouble_on_the_way_is_waited_out(room: Newsroom) -> None:
    await posted(room)
    room.messenger.fails("unmark", Unclear(), TryLater(5))
    room.messenger.fails("remove", Unclear(), TryLater(30), Unclear(), OutOfReach(Loss.NO_CHANNEL))
    room.messenger.fails_after("remove", Unclear(), Unclear())
    await discarded(room)
    await room.settle()

    await nothing_is_left(room)


async def test_what_somebody_deleted_or_slack_keeps_does_not_hold_up_the_rest(
    room: Newsroom,
) -> None:
    await posted(room)
    room.messenger.delete("step:1")
    room.messenger.fails("remove", Rejected("cant_delete_message"))
    await discarded(room)
    await room.settle()

    assert len(room.messenger.posted) == 1
    assert await room.posts() == {}


async def test_a_channel_that_stays_lost_is_given_up_after_a_day(room: Newsroom) -> None:
    await posted(room)
    await discarded(room)
    room.messenger.gone_channels[PLACE.channel] = OutOfReach(Loss.ARCHIVED)
    await room.settle(seconds=3600)
    assert (await room.session()).outcome
    room.clock.pass_seconds(24 * 3600)
    await room.settle()

    assert not (await room.session()).outcome


async def test_an_archived_channel_does_not_hold_up_what_stands_elsewhere(room: Newsroom) -> None:
    await room.add(after_groups())
    await room.settle()
    await room.move(lambda session: close(session, ANA, Verdict(result=None), at(12)))
    await room.settle()
    here = [each.key for each in room.messenger.posted if each.ref.channel == PLACE.channel]
    assert len(here) < len(room.messenger.posted)
    room.messenger.gone_channels[PLACE.channel] = OutOfReach(Loss.ARCHIVED)
    await discarded(room)
    await room.visit()

    assert [each.key for each in room.messenger.posted] == here
    room.messenger.gone_channels.clear()
    await room.settle()
    await nothing_is_left(room)


async def test_nothing_is_given_up_while_the_bot_may_not_work_at_all(room: Newsroom) -> None:
    await room.add(after_groups())
    await room.settle()
    for channel in {each.ref.channel for each in room.messenger.posted}:
        room.messenger.gone_channels[channel] = OutOfReach(Loss.NO_ACCESS)
    await discarded(room)
    await room.settle()
    room.messenger.gone_channels.clear()
    await room.settle()

    await nothing_is_left(room)


async def test_a_rehearsal_can_be_discarded_for_a_day_by_the_clock(room: Newsroom) -> None:
    rehearsed = a_test_run()
    rehearsed.session = replace(rehearsed.session, pace=60)
    await room.add(rehearsed.after(60).closed())
    ana = Asker(PLACE.team, ANA, "a delivery")

    room.clock.pass_seconds(24 * 3600)
    found = await to_discard(room.work, ana, PLACE)
    room.clock.pass_seconds(61)
    with pytest.raises(NotNow, match="for 24 hours"):
        await to_discard(room.work, ana, PLACE)

    assert found == rehearsed.session


async def test_a_rehearsal_s_lost_channel_is_given_up_after_a_day_of_the_clock(
    room: Newsroom,
) -> None:
    rehearsed = a_test_run()
    rehearsed.session = replace(rehearsed.session, pace=60)
    await room.add(rehearsed)
    await room.settle()
    await discarded(room)
    room.messenger.gone_channels[PLACE.channel] = OutOfReach(Loss.ARCHIVED)
    room.clock.pass_seconds(3600)
    await room.settle(seconds=3600)
    room.messenger.gone_channels.clear()
    await room.settle()

    await nothing_is_left(room)


async def test_what_is_posted_while_a_discard_is_committed_is_taken_away(room: Newsroom) -> None:
    """A visit that is under way goes on by what it has read; nobody removes beside it."""
    other = room.publisher("another")
    removed_beside: list[bool] = []

    async def meanwhile(_method: str) -> None:
        if not removed_beside:
            await discarded(room)
        removed_beside.append(await other.publish_next())

    await room.add(a_test_run())
    room.messenger.meanwhile = meanwhile
    await room.visit()
    assert room.messenger.keys[:2] == ["card", "step:1"]
    assert not any(removed_beside)

    room.messenger.meanwhile = None
    await room.settle(other)
    await nothing_is_left(room)


@pytest.mark.parametrize("nth", range(POSTED + 1))
async def test_who_lost_the_lease_to_a_removal_writes_nothing_more(
    room: Newsroom, nth: int
) -> None:
    """Only the one call that was under way can still arrive: nothing in Slack could refuse it."""
    await room.add(a_test_run())
    other = room.publisher("another")

    async def meanwhile(_method: str) -> None:
        if len(room.messenger.calls) == nth + 1:
            room.clock.pass_seconds(10)
            await discarded(room)
            await room.settle(other)

    room.messenger.meanwhile = meanwhile
    await room.settle()

    assert (await room.session()).state is SessionState.DISCARDED
    assert len(room.messenger.posted) + len(room.messenger.marks) <= 1
