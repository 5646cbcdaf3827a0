"""One pass of the publisher over one session: brings Slack up to what the session wants."""

from dataclasses import dataclass, field, replace
from enum import IntEnum, auto

import structlog

from bot.application.posts import keys
from bot.application.posts.post import Post, Where
from bot.application.posts.wanted import wanted_posts
from bot.application.publishing.backoff import (
    LONGEST_VISIT,
    LOOK_AGAIN_WHEN_LOST,
    is_long_over,
    rest_after,
)
from bot.application.publishing.courier import Courier, Later
from bot.application.publishing.ports import (
    OutOfReach,
    PostState,
    Rejected,
    SentPost,
    Unclear,
    Vanished,
)
from bot.domain.state.facts import Loss, Record
from bot.domain.state.identity import PersonId

# After so many attempts it is not the card's deletion that keeps a post out of its thread.
MOST_ATTEMPTS_AT_A_THREAD = 3

NEEDS_NO_CARE = frozenset({PostState.POSTED, PostState.GIVEN_UP})
# What waits here stands at its own place whenever it comes.
IN_ANY_ORDER = frozenset({Where.PRIVATE, Where.MESSAGE})

log = structlog.get_logger()


class Turn(IntEnum):
    """In which order posts are brought."""

    NEW = auto()
    CHANGED = auto()
    PRIVATE = auto()


@dataclass(slots=True)
class Visit:
    """Brings what the session wants, or only `posts`.

    After `make`, `again_in` says in how many seconds to come back; `lost` why all failed.
    """

    courier: Courier
    records: tuple[Record, ...]
    posts: tuple[Post, ...] | None = None
    again_in: float | None = None
    lost: Loss | None = None
    _kept_waiting: set[PersonId] = field(init=False, default_factory=set)

    async def make(self) -> None:
        """Bring every post up to date, in order; raises `LeaseLost` when the claim is over."""
        clock = self.courier.desk.clock
        until = clock.real_now() + LONGEST_VISIT
        posts = self._wanted()
        if self.posts is None:
            self._drop_unwanted({post.key for post in posts})
        late = {post.person for post in posts if post.person and self._may_be_last(post)}
        turns = {post.key: self._turn(post) for post in posts}
        brought = False
        for post in sorted(
            posts,
            key=lambda post: (post.person in late or self._may_be_last(post), turns[post.key]),
        ):
            if clock.real_now() > until:
                self._come_back(0)
                return
            if turns[post.key] is Turn.NEW:
                brought = brought or self._is_to_be_sent(post)
            elif brought and self.courier.desk.hands.more_wait:
                # What is due elsewhere comes before changes here.
                self._come_back(0)
                return
            if not await self._goes_on_after(post):
                return

    def _turn(self, post: Post) -> "Turn":
        if post.where is Where.PRIVATE:
            return Turn.PRIVATE
        return Turn.CHANGED if self._is_posted(post) else Turn.NEW

    def _is_posted(self, post: Post) -> bool:
        return self.courier.ledger.entry(post.key).state is PostState.POSTED

    def _is_to_be_sent(self, post: Post) -> bool:
        return self.courier.ledger.entry(post.key).state in {PostState.WAITING, PostState.SENDING}

    def settled(self) -> tuple[Post, ...]:
        """The posts that stand in Slack, and those that were given up."""
        ledger = self.courier.ledger
        return tuple(
            post for post in self._wanted() if ledger.entry(post.key).state in NEEDS_NO_CARE
        )

    def _wanted(self) -> tuple[Post, ...]:
        if self.posts is not None:
            return self.posts
        return wanted_posts(self.courier.session, self.records)

    def _drop_unwanted(self, wanted: set[str]) -> None:
        """Give up a `sending` cue whose moment has passed: nobody will miss it.

        Only a discard still looks for it in Slack.
        """
        for entry in list(self.courier.ledger.sent.values()):
            if entry.state is PostState.SENDING and entry.key not in wanted:
                self.courier.ledger.note(replace(entry, state=PostState.GIVEN_UP))

    async def _goes_on_after(self, post: Post) -> bool:
        """Bring one post up to date; False if the posts after it have to wait for it."""
        if self.lost is not None and post.where is not Where.PRIVATE:
            return True
        if post.person in self._kept_waiting:
            # What one person is told comes in order, and others do not wait for it.
            return True
        try:
            await self.courier.bring(post)
        except Later as later:
            self._come_back(later.seconds)
            return self._others_go_on(post)
        except Unclear:
            self._back_off(post)
            return self._others_go_on(post)
        except Vanished:
            return self._vanished(post)
        except OutOfReach as out_of_reach:
            self._out_of_reach(post, out_of_reach.loss)
        except Rejected as rejected:
            self._refused(post, rejected.code)
        return True

    def _others_go_on(self, post: Post) -> bool:
        """Whether there is anybody who need not wait for a post that has to come later."""
        if post.person is not None:
            self._kept_waiting.add(post.person)
        return not self._holds_up(post)

    def _holds_up(self, post: Post) -> bool:
        """Whether posts would come out of order if they went on without this one."""
        posted = self.courier.ledger.entry(post.key).state is PostState.POSTED
        return not posted and post.where not in IN_ANY_ORDER

    def _may_be_last(self, post: Post) -> bool:
        """Whether it failed last time, and others need not wait until it takes up their time."""
        return self.courier.ledger.entry(post.key).attempts > 0 and not self._holds_up(post)

    def _back_off(self, post: Post) -> None:
        entry = self.courier.ledger.entry(post.key)
        attempts = entry.attempts + 1
        self.courier.ledger.note(replace(entry, attempts=attempts))
        self._log_trouble("call_unclear", post, attempts=attempts)
        self._come_back(rest_after(attempts))

    def _vanished(self, post: Post) -> bool:
        """What it belongs to was deleted; its thread begins anew under another message."""
        entry = self.courier.ledger.entry(post.key)
        if entry.attempts >= MOST_ATTEMPTS_AT_A_THREAD or post.where is not Where.THREAD:
            self._refused(post, "vanished")
            return True
        again = SentPost(key=post.key, state=PostState.WAITING, attempts=entry.attempts + 1)
        self.courier.ledger.note(again)
        self.courier.ledger.note(SentPost(key=post.under, state=PostState.WAITING))
        self._come_back(0)
        return False

    def _out_of_reach(self, post: Post, loss: Loss) -> None:
        if post.where in IN_ANY_ORDER and loss is not Loss.NO_ACCESS:
            self._refused(post, loss.value)
        else:
            self._lose(loss)

    def _refused(self, post: Post, code: str) -> None:
        """Go on without a post that Slack will never take; without the card nothing goes on."""
        self._log_trouble("post_refused", post, code=code)
        entry = self.courier.ledger.entry(post.key)
        if entry.state is PostState.POSTED:
            # The message stands; only this change of it was refused.
            digest = self.courier.render(post).digest
            self.courier.ledger.note(replace(entry, digest=digest))
        elif post.key == keys.CARD:
            self._lose(Loss.CARD_REFUSED)
        else:
            self.courier.ledger.note(replace(entry, state=PostState.GIVEN_UP))

    def _lose(self, loss: Loss) -> None:
        self.lost = loss
        session = self.courier.session
        if is_long_over(session, self.courier.desk.clock.now()):
            log.warning("gave_up", action="gave_up", session=session.id, loss=loss)
        else:
            self._come_back(LOOK_AGAIN_WHEN_LOST)

    def _come_back(self, seconds: float) -> None:
        self.again_in = seconds if self.again_in is None else min(self.again_in, seconds)

    def _log_trouble(self, action: str, post: Post, **details: object) -> None:
        log.warning(
            action, action=action, session=self.courier.session.id, post=post.key, **details
        )
