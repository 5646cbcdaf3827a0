"""One pass of the publisher over a discarded session: takes away what it had in Slack."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import structlog

from bot.application.courier import Courier, Desk, Later
from bot.application.ledger import Ledger
from bot.application.pace import session_now
from bot.application.posts import CARD, Mark, Post
from bot.application.publisher_ports import (
    Claim,
    OutOfReach,
    PostState,
    Rejected,
    SentPost,
    Unclear,
    Unpublished,
)
from bot.application.visit import (
    FIRST_RETRY,
    GIVE_UP_AFTER,
    LONGEST_RETRY,
    LONGEST_VISIT,
    LOOK_AGAIN_WHEN_LOST,
)
from bot.application.wanted_posts import posts_of

log = structlog.get_logger()


@dataclass(slots=True)
class Removal:
    """`make` may be called again and again until it says that everything is gone."""

    desk: Desk
    discarded: Unpublished
    claim: Claim
    _ledger: Ledger = field(init=False)
    _courier: Courier = field(init=False)

    def __post_init__(self) -> None:
        desk = self.desk
        self._ledger = Ledger(desk.outbox, desk.clock, self.claim, dict(self.discarded.sent))
        self._courier = Courier(desk, self.discarded.session, self._ledger)

    async def make(self) -> float | None:
        """Take everything away that stands; raises `LeaseLost` when the claim is over.

        Gives the seconds after which to go on, None once there is nothing left to do.
        """
        until = self.desk.clock.real_now() + LONGEST_VISIT
        for key, post in list(self._in_order()):
            if self.desk.clock.real_now() > until:
                return 0.0
            again_in = await self._take_away(key, post)
            if again_in is not None:
                return again_in
        return None

    def _in_order(self) -> Iterator[tuple[str, Post | None]]:
        """What may stand: what nobody knows for sure first, then the newest, the card last.

        A mark is made before it is written down, so every one that was wanted may be there.
        """
        session, records = self.discarded.session, self.discarded.records
        posts = {post.key: post for post in posts_of(session, records)}
        marks = {key for key, post in posts.items() if isinstance(post.content, Mark)}
        sent = self._ledger.sent
        removed = {key for key, entry in sent.items() if entry.state is PostState.REMOVED}

        def place(key: str) -> tuple[bool, float]:
            ref = self._ledger.entry(key).ref
            return key == CARD, -float(ref.ts) if ref else -math.inf

        for key in sorted((sent.keys() | marks) - removed, key=place):
            yield key, posts.get(key)

    async def _take_away(self, key: str, post: Post | None) -> float | None:
        """Take one post away; gives the seconds to wait first if that is not possible now."""
        try:
            await self._courier.take_away(key, post)
        except Later as later:
            return later.seconds
        except Unclear:
            return await self._back_off(key)
        except OutOfReach as out_of_reach:
            if self._is_worth_waiting(key):
                return LOOK_AGAIN_WHEN_LOST
            await self._give_up(key, out_of_reach.loss.value)
        except Rejected as rejected:
            await self._give_up(key, rejected.code)
        return None

    async def _back_off(self, key: str) -> float:
        entry = self._ledger.entry(key)
        await self._ledger.write(replace(entry, attempts=entry.attempts + 1))
        return min(LONGEST_RETRY, FIRST_RETRY * 2.0**entry.attempts)

    def _is_worth_waiting(self, key: str) -> bool:
        """Whether the session's channel may come back; nobody waits for one person's messages."""
        session, ref = self.discarded.session, self._ledger.entry(key).ref
        elsewhere = ref is not None and ref.channel != session.place.channel
        over_at = session.closed_at
        now = session_now(session, self.desk.clock.now())
        too_long = over_at is None or now - over_at > GIVE_UP_AFTER
        return not (elsewhere or too_long)

    async def _give_up(self, key: str, code: str) -> None:
        session = self.discarded.session.id
        log.warning("post_stays", action="post_stays", session=session, post=key, code=code)
        await self._ledger.write(SentPost(key=key, state=PostState.REMOVED))
