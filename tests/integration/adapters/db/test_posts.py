from dataclasses import replace

import pytest

from bot.adapters.db.store import Database
from bot.application.ports import PostedKey
from bot.application.publishing.ports import PostState, SentPost
from bot.domain.state.identity import ChannelId
from tests.integration.adapters.db.samples import (
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
from tests.support.sessions import PLACE


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
