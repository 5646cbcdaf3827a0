"""Deliveries, channel settings, heartbeats and posted messages are kept and found."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import StatementError

from bot.adapters.db.store import Database
from bot.application.ports import Beat, ChannelSettings, PostedKey
from bot.application.publishing.ports import PostState, SentPost
from bot.domain.state.facts import Posting
from bot.domain.state.identity import ChannelId
from tests.integration.db.samples import (
    MESSAGE,
    OTHER_TEAM,
    REAL_NOW,
    S1,
    S2,
    TEAM,
    a_plan,
    a_running,
    add,
    claim_all,
)
from tests.support.sessions import PLACE, at

FOUR_EYES = ChannelSettings(posting=Posting.CARD_ONLY, done_reactions=("eyes", "tada"))


async def test_a_delivery_is_new_once_in_its_workspace(database: Database) -> None:
    async with database.transaction() as tx:
        assert await tx.inbox.is_new(TEAM, "key", at(0))
        assert not await tx.inbox.is_new(TEAM, "key", at(1))
    async with database.transaction() as tx:
        assert not await tx.inbox.is_new(TEAM, "key", at(2))
        assert await tx.inbox.is_new(TEAM, "other key", at(2))
        assert await tx.inbox.is_new(OTHER_TEAM, "key", at(2))


async def test_old_deliveries_are_forgotten(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.inbox.is_new(TEAM, "old", at(0))
        await tx.inbox.is_new(TEAM, "young", at(1))
        await tx.inbox.forget(at(1))

        assert await tx.inbox.is_new(TEAM, "old", at(2))
        assert not await tx.inbox.is_new(TEAM, "young", at(2))


async def test_a_channel_has_the_usual_settings_until_it_sets_others(database: Database) -> None:
    async with database.transaction() as tx:
        assert await tx.channels.settings(PLACE) == ChannelSettings()
        await tx.channels.save_settings(PLACE, ChannelSettings(posting=Posting.CHANNEL))
        await tx.channels.settings(PLACE)
        await tx.channels.save_settings(PLACE, FOUR_EYES)

        assert await tx.channels.settings(PLACE) == FOUR_EYES
    async with database.transaction() as tx:
        assert await tx.channels.settings(PLACE) == FOUR_EYES


async def test_the_last_beat_is_known_and_whether_an_absence_was_noticed_since(
    database: Database,
) -> None:
    async with database.transaction() as tx:
        assert await tx.beats.known() is None
        await tx.beats.beat(at(0))
        assert await tx.beats.known() == Beat(at(0))
        await tx.beats.notice(at(5))
    async with database.transaction() as tx:
        assert await tx.beats.known() == Beat(at(0), noticed_at=at(5))
        await tx.beats.beat(at(7))
        assert await tx.beats.known() == Beat(at(7))


async def test_a_message_leads_to_its_post(database: Database) -> None:
    await add(database, a_running(S1), a_running(S2, "C0ELSE"))
    card = SentPost(key="card", state=PostState.POSTED, ref=MESSAGE)
    claims = await claim_all(database)
    await database.outbox.write(claims[S1], [card], REAL_NOW)
    sending = SentPost(key="card", state=PostState.SENDING)
    await database.outbox.write(claims[S2], [sending], REAL_NOW)
    async with database.transaction() as tx:
        found = await tx.posts.find(TEAM, MESSAGE.channel, MESSAGE.ts)

        assert found == PostedKey(session=S1, key="card")
        assert await tx.posts.find(TEAM, MESSAGE.channel, "1.0") is None
        assert await tx.posts.find(OTHER_TEAM, MESSAGE.channel, MESSAGE.ts) is None
        assert await tx.posts.card(S1) == MESSAGE
        assert await tx.posts.card(S2) is None


@pytest.mark.parametrize(
    ("key", "state", "matters"),
    [
        ("card", PostState.SENDING, True),
        ("step:1", PostState.SENDING, True),
        ("break:3", PostState.SENDING, True),
        ("break-over:3", PostState.SENDING, False),
        ("line:7", PostState.SENDING, False),
        ("recap", PostState.SENDING, False),
        ("step:1", PostState.WAITING, False),
        ("step:1", PostState.GIVEN_UP, False),
    ],
)
async def test_only_what_people_act_on_is_waited_for(
    database: Database, key: str, state: PostState, *, matters: bool
) -> None:
    await add(database, a_running())
    claims = await claim_all(database)
    await database.outbox.write(claims[S1], [SentPost(key=key, state=state)], REAL_NOW)
    async with database.transaction() as tx:
        assert await tx.posts.any_unsettled(PLACE) is matters
        assert not await tx.posts.any_unsettled(replace(PLACE, team=OTHER_TEAM))
        assert not await tx.posts.any_unsettled(replace(PLACE, channel=ChannelId("C0ELSE")))


async def test_a_session_that_is_over_is_not_waited_for(database: Database) -> None:
    await add(database, a_running(S1).closed(), a_plan(S2))
    claims = await claim_all(database)
    sending = SentPost(key="card", state=PostState.SENDING)
    for claim in claims.values():
        await database.outbox.write(claim, [sending], REAL_NOW)
    async with database.transaction() as tx:
        assert len(claims) == 2
        assert not await tx.posts.any_unsettled(PLACE)


async def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 23, 10, 0, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(StatementError, match="no time zone"):
        async with database.transaction() as tx:
            await tx.beats.beat(naive)
