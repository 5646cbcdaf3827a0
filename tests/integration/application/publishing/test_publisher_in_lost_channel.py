"""A channel that the bot cannot write to: told once, tried again, and never silently given up."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from bot.adapters.slack.session.views.notes import LOSS_SENTENCES
from bot.application.publishing.ports import OutOfReach, PostState, Rejected
from bot.domain.moves.close import Verdict, close
from bot.domain.moves.people import join
from bot.domain.moves.time import move_on, resume
from bot.domain.state.facts import ChannelLost, Loss
from bot.domain.state.session import Moved, Result, SessionState
from tests.support.newsroom import FIRST, Newsroom
from tests.support.sessions import ANA, DAN, PLACE, SessionBuilder, a_session, at

GONE = OutOfReach(Loss.ARCHIVED)
MINUTE = 60
STATES: Mapping[str, Callable[[], SessionBuilder]] = {
    "running": lambda: a_session().running(),
    "paused": lambda: a_session().running().after(1).paused(),
    "through": lambda: a_session().running().through(),
    "closed": lambda: a_session().running().closed(),
}


def notes(room: Newsroom) -> list[str]:
    """What the facilitator was told about the loss, in direct messages."""
    texts = [each.message.text for each in room.messenger.posted if each.ref.channel == str(ANA)]
    return [text for text in texts if any(each in text for each in LOSS_SENTENCES.values())]


async def losses(room: Newsroom) -> int:
    return sum(isinstance(record.fact, ChannelLost) for record in await room.records())


@pytest.mark.parametrize("state", STATES)
async def test_the_facilitator_is_told_once_whatever_state_the_session_is_in(
    room: Newsroom, state: str
) -> None:
    room.messenger.gone_channels[PLACE.channel] = GONE
    await room.add(STATES[state]())
    await room.settle(seconds=20 * MINUTE)

    assert len(notes(room)) == 1
    assert await losses(room) == 1


@pytest.mark.parametrize("state", STATES)
async def test_everything_comes_once_the_channel_is_back(room: Newsroom, state: str) -> None:
    room.messenger.gone_channels[PLACE.channel] = GONE
    await room.add(STATES[state]())
    await room.settle(seconds=20 * MINUTE)
    room.messenger.gone_channels.clear()
    await room.settle(seconds=6 * MINUTE)

    assert "card" in room.messenger.keys
    assert ("recap" in room.messenger.keys) is (state == "closed")


async def test_a_step_that_runs_stands_still(room: Newsroom) -> None:
    await room.add(a_session().running())
    await room.settle()
    room.messenger.gone_channels[PLACE.channel] = GONE
    await room.move(lambda session: move_on(session, ANA, FIRST, at(1)))
    await room.settle(seconds=MINUTE)

    assert (await room.session()).state is SessionState.PAUSED
    assert "step:2" not in room.messenger.keys


async def test_a_lost_channel_is_tried_every_few_minutes_with_one_call(room: Newsroom) -> None:
    await room.add(a_session().running().waited_until(36))
    room.messenger.gone_channels[PLACE.channel] = GONE
    await room.settle(seconds=MINUTE)
    calls = len(room.messenger.calls)
    await room.settle(seconds=21 * MINUTE)

    assert len(room.messenger.calls) - calls == 4


async def test_a_private_note_out_of_reach_is_given_up_and_the_channel_goes_on(
    room: Newsroom,
) -> None:
    room.messenger.gone_channels[ANA] = OutOfReach(Loss.NO_CHANNEL)
    await room.add(a_session().running().after(2).paused().waited_until(30))
    await room.move(lambda session: close(session, ANA, Verdict(result=Result.MET), at(31)))
    await room.settle()

    states = {each.state for key, each in (await room.posts()).items() if key.startswith("note:")}
    assert states == {PostState.GIVEN_UP}
    assert "recap" in room.messenger.keys
    assert await losses(room) == 0


async def test_a_card_that_slack_refuses_is_told_and_tried_again(room: Newsroom) -> None:
    await room.add(a_session().running())
    room.messenger.gone_channels[PLACE.channel] = Rejected("no_idea")
    await room.settle(seconds=MINUTE)

    assert [LOSS_SENTENCES[Loss.CARD_REFUSED] in note for note in notes(room)] == [True]
    assert (await room.session()).state is SessionState.PAUSED
    room.messenger.gone_channels.clear()
    await room.settle(seconds=6 * MINUTE)
    assert "card" in room.messenger.keys
    assert "step:1" in room.messenger.keys


async def test_a_lost_session_goes_on_at_once_when_it_is_resumed(room: Newsroom) -> None:
    await room.add(a_session().running())
    room.messenger.gone_channels[PLACE.channel] = GONE
    await room.settle(seconds=MINUTE)
    room.messenger.gone_channels.clear()
    await room.move(lambda session: resume(session, ANA, FIRST, at(2)))
    await room.visit()

    assert room.messenger.keys[1:3] == ["card", "step:1"]


async def test_whoever_leads_is_told_when_the_channel_is_back_by_itself(room: Newsroom) -> None:
    room.messenger.gone_channels[PLACE.channel] = GONE
    await room.add(a_session().running())
    await room.settle(seconds=MINUTE)
    room.messenger.gone_channels.clear()
    await room.settle(seconds=6 * MINUTE)

    assert sum("in the channel again" in each.message.text for each in room.messenger.posted) == 1
    assert (await room.session()).state is SessionState.PAUSED
    assert (await room.session()).lost is None


@pytest.mark.parametrize("state", STATES)
async def test_a_second_loss_of_the_same_kind_is_told_again(room: Newsroom, state: str) -> None:
    room.messenger.gone_channels[PLACE.channel] = GONE
    await room.add(STATES[state]())
    await room.settle(seconds=MINUTE)
    room.messenger.gone_channels.clear()
    await room.settle(seconds=6 * MINUTE)
    room.messenger.gone_channels[PLACE.channel] = GONE
    await room.move(lambda session: Moved(replace(session, outcome="Another one")))
    await room.settle(seconds=MINUTE)

    assert len(notes(room)) == 2


async def test_the_channel_of_a_closed_session_is_given_up_after_a_day(room: Newsroom) -> None:
    room.messenger.gone_channels[PLACE.channel] = GONE
    await room.add(a_session().running().closed())
    await room.settle(seconds=MINUTE)
    assert await room.publisher().seconds_to_next() is not None
    room.clock.pass_seconds(25 * 60 * MINUTE)
    await room.settle(seconds=MINUTE)
    assert await room.publisher().seconds_to_next() is None

    room.messenger.gone_channels.clear()
    await room.move(lambda session: resume(session, ANA, None, room.clock.now()))
    await room.settle()
    assert "recap" in room.messenger.keys


async def test_a_loss_that_is_over_by_now_stops_nothing(room: Newsroom) -> None:
    async def somebody_joins(_method: str) -> None:
        room.messenger.meanwhile = None
        await room.move(lambda session: join(session, DAN, at(1)))

    room.messenger.gone_channels[PLACE.channel] = GONE
    room.messenger.meanwhile = somebody_joins
    await room.add(a_session().running())
    await room.visit()
    room.messenger.gone_channels.clear()
    await room.settle(seconds=1)

    assert (await room.session()).state is SessionState.RUNNING
    assert room.messenger.keys[:2] == ["card", "step:1"]
