"""One pass of the publisher over a discarded session: takes away what it had in Slack."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import structlog

from bot.application.posts import keys
from bot.application.posts.contents import Mark
from bot.application.posts.post import Post
from bot.application.posts.wanted import posts_of
from bot.application.publishing.backoff import (
    LONGEST_VISIT,
    LOOK_AGAIN_WHEN_LOST,
    is_long_over,
    rest_after,
)
from bot.application.publishing.courier import Courier, Later
from bot.application.publishing.ports import OutOfReach, PostState, Rejected, SentPost, Unclear
from bot.domain.state.facts import Loss, Record

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Removal:
    """`make` may be called again and again until it says that everything is gone."""

    courier: Courier
    records: tuple[Record, ...]

    async def make(self) -> float | None:
        """Take everything away that stands; raises `LeaseLost` when the claim is over.

        Gives the seconds after which to go on, None once there is nothing left to do.
        """
        clock = self.courier.desk.clock
        until = clock.real_now() + LONGEST_VISIT
        lost = False
        for key, post in list(self._in_order()):
            if clock.real_now() > until:
                return 0.0
            if lost and not self._is_elsewhere(key):
                continue
            try:
                again_in = await self._take_away(key, post)
            except OutOfReach:
                lost = True
                continue
            if again_in is not None:
                return again_in
        return LOOK_AGAIN_WHEN_LOST if lost else None

    def _in_order(self) -> Iterator[tuple[str, Post | None]]:
        """What may stand: what nobody knows for sure first, then the newest, the card last.

        A mark is made before it is written down, so every one that was wanted may be there.
        """
        posts = {post.key: post for post in posts_of(self.courier.session, self.records)}
        marks = {key for key, post in posts.items() if isinstance(post.content, Mark)}
        ledger = self.courier.ledger
        removed = {key for key, entry in ledger.sent.items() if entry.state is PostState.REMOVED}

        def place(key: str) -> tuple[bool, float]:
            ref = ledger.entry(key).ref
            return key == keys.CARD, -float(ref.ts) if ref else -math.inf

        for key in sorted((ledger.sent.keys() | marks) - removed, key=place):
            yield key, posts.get(key)

    async def _take_away(self, key: str, post: Post | None) -> float | None:
        """Take one post away; gives the seconds to wait first if that is not possible now.

        Raises `OutOfReach` if the place where it stands may come back.
        """
        try:
            await self.courier.take_away(key, post)
        except Later as later:
            return later.seconds
        except Unclear:
            return self._back_off(key)
        except OutOfReach as out_of_reach:
            if self._is_worth_waiting(key, out_of_reach.loss):
                raise
            self._give_up(key, out_of_reach.loss.value)
        except Rejected as rejected:
            self._give_up(key, rejected.code)
        return None

    def _back_off(self, key: str) -> float:
        entry = self.courier.ledger.entry(key)
        attempts = entry.attempts + 1
        self.courier.ledger.note(replace(entry, attempts=attempts))
        return rest_after(attempts)

    def _is_worth_waiting(self, key: str, loss: Loss) -> bool:
        """Whether a place may come back; nobody waits for one person's messages alone."""
        if is_long_over(self.courier.session, self.courier.desk.clock.now()):
            return False
        return loss is Loss.NO_ACCESS or not self._is_elsewhere(key)

    def _is_elsewhere(self, key: str) -> bool:
        """Whether a post stands outside the session's channel, in somebody's direct messages."""
        entry = self.courier.ledger.entry(key)
        place = entry.ref or entry.target
        return place is not None and place.channel != self.courier.session.place.channel

    def _give_up(self, key: str, code: str) -> None:
        session = self.courier.session.id
        log.warning("post_stays", action="post_stays", session=session, post=key, code=code)
        self.courier.ledger.note(SentPost(key=key, state=PostState.REMOVED))
