"""One pass of the publisher over one session: brings Slack up to what the session wants."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.application.budgets import MARKS, MESSAGES, UPDATES, Budgets
from bot.application.ports import (
    Clock,
    Message,
    Messenger,
    Outbox,
    OutOfReach,
    PostState,
    Rejected,
    Renderer,
    SentPost,
    Target,
    TryLater,
    Unclear,
    Unpublished,
    Vanished,
)
from bot.application.posts import CARD, Mark, Nature, Post, Where
from bot.application.wanted_posts import wanted_posts
from bot.domain.facts import Loss
from bot.domain.identity import ChannelId, MessageRef

FIRST_RETRY = 1.0
LONGEST_RETRY = 30.0
LONGEST_VISIT = timedelta(seconds=10)

log = structlog.get_logger()


class Later(Exception):
    """The rest of this visit has to wait, or posts would come out of order."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Desk:
    """What a visit works with."""

    outbox: Outbox
    clock: Clock
    renderer: Renderer
    messenger: Messenger
    budgets: Budgets


@dataclass(slots=True)
class Visit:
    """After `make`, `again_in` says in how many seconds to come back, `lost` why not at all."""

    desk: Desk
    wanted: Unpublished
    again_in: float | None = None
    lost: Loss | None = None
    _sent: dict[str, SentPost] = field(default_factory=dict)
    _until: datetime | None = None

    async def make(self) -> None:
        self._sent = dict(self.wanted.sent)
        self._until = self.desk.clock.real_now() + LONGEST_VISIT
        for post in wanted_posts(self.wanted.session, self.wanted.records):
            try:
                await self._bring(post)
            except OutOfReach as out_of_reach:
                await self._out_of_reach(post, out_of_reach.loss)
            except Rejected as rejected:
                await self._give_up(post, rejected.code)
            except Later as later:
                self._come_back(later.seconds)
                return

    async def _bring(self, post: Post) -> None:
        if self.lost is not None and post.where is not Where.PRIVATE:
            return
        if self._until is not None and self.desk.clock.real_now() > self._until:
            raise Later(0)
        sent = self._sent.get(post.key)
        match sent.state if sent else PostState.WAITING:
            case PostState.WAITING:
                await self._send(post)
            case PostState.SENDING:
                await self._settle(post)
            case PostState.POSTED if post.nature is Nature.LIVING:
                await self._refresh(post)
            case _:
                pass

    async def _send(self, post: Post) -> None:
        if isinstance(post.content, Mark):
            await self._mark(post, post.content)
            return
        target = self._target(post)
        if target is None:
            return
        wait = self.desk.budgets.take(target.channel, MESSAGES)
        if wait > 0:
            raise Later(wait)
        message = self._render(post)
        attempts = self._attempts(post) + 1
        await self._write(SentPost(key=post.key, state=PostState.SENDING, attempts=attempts))
        try:
            ref = await self.desk.messenger.post(target, message, self._marker(post))
        except Unclear:
            raise Later(_retry_in(attempts)) from None
        except TryLater as later:
            await self._write(SentPost(key=post.key, state=PostState.WAITING, attempts=attempts))
            self.desk.budgets.rest(target.channel, MESSAGES, later.seconds)
            raise Later(later.seconds) from None
        await self._posted(post, ref, message.digest)

    async def _settle(self, post: Post) -> None:
        """Find out what became of a post that may or may not have been made."""
        target = self._target(post)
        if target is None:
            return
        try:
            ref = await self.desk.messenger.find(target, self._marker(post))
        except Unclear:
            raise Later(_retry_in(self._attempts(post))) from None
        except TryLater as later:
            raise Later(later.seconds) from None
        if ref is None:
            await self._send(post)
            return
        await self._posted(post, ref, digest="")
        if post.nature is Nature.LIVING:
            await self._refresh(post)

    async def _refresh(self, post: Post) -> None:
        sent = self._sent[post.key]
        message = self._render(post)
        if sent.ref is None or sent.digest == message.digest:
            return
        team = self.wanted.session.place.team
        wait = self.desk.budgets.take(team, UPDATES)
        if wait > 0:
            self._come_back(wait)
            return
        try:
            await self.desk.messenger.update(sent.ref, message)
        except Vanished:
            await self._write(replace(sent, state=PostState.WAITING, ref=None, digest=""))
            await self._send(post)
        except Unclear:
            self._come_back(FIRST_RETRY)
        except TryLater as later:
            self.desk.budgets.rest(team, UPDATES, later.seconds)
            self._come_back(later.seconds)
        else:
            await self._write(replace(sent, digest=message.digest))

    async def _mark(self, post: Post, mark: Mark) -> None:
        team = self.wanted.session.place.team
        wait = self.desk.budgets.take(team, MARKS)
        if wait > 0:
            self._come_back(wait)
            return
        try:
            await self.desk.messenger.mark(mark.source)
        except Unclear:
            self._come_back(FIRST_RETRY)
        except TryLater as later:
            self.desk.budgets.rest(team, MARKS, later.seconds)
            self._come_back(later.seconds)
        except Vanished:
            await self._give_up(post, "message_not_found")
        else:
            # The mark is no message of its own: a step that was captured is still found by its ts.
            await self._posted(post, None, digest="")

    async def _out_of_reach(self, post: Post, loss: Loss) -> None:
        if post.where is Where.PRIVATE:
            await self._give_up(post, loss.value)
            return
        self.lost = loss
        sent = self._sent.get(post.key)
        if sent is not None and sent.state is PostState.SENDING:
            await self._write(replace(sent, state=PostState.WAITING))

    async def _give_up(self, post: Post, code: str) -> None:
        log.error(
            "post_given_up",
            action="post_given_up",
            session=self.wanted.session.id,
            post=post.key,
            code=code,
        )
        sent = self._sent.get(post.key) or SentPost(key=post.key, state=PostState.GIVEN_UP)
        if sent.state is PostState.POSTED:
            # The message stands; only this change of it was refused.
            await self._write(replace(sent, digest=self._render(post).digest))
        else:
            await self._write(replace(sent, state=PostState.GIVEN_UP))

    async def _posted(self, post: Post, ref: MessageRef | None, digest: str) -> None:
        await self._write(
            SentPost(
                key=post.key,
                state=PostState.POSTED,
                ref=ref,
                digest=digest,
                attempts=self._attempts(post),
            )
        )

    async def _write(self, sent: SentPost) -> None:
        self._sent[sent.key] = sent
        await self.desk.outbox.write(self.wanted.session.id, sent)

    def _render(self, post: Post) -> Message:
        return self.desk.renderer.render(post, self._card())

    def _card(self) -> MessageRef | None:
        sent = self._sent.get(CARD)
        return sent.ref if sent else None

    def _target(self, post: Post) -> Target | None:
        """Where a new message goes; None if its thread has no root."""
        channel = self.wanted.session.place.channel
        match post.where:
            case Where.CHANNEL | Where.MESSAGE:
                return Target(channel=channel)
            case Where.THREAD:
                card = self._card()
                return Target(channel=channel, thread_ts=card.ts) if card else None
            case Where.PRIVATE:
                return Target(channel=ChannelId(str(post.person)))

    def _marker(self, post: Post) -> str:
        return f"{self.wanted.session.id}:{post.key}"

    def _attempts(self, post: Post) -> int:
        sent = self._sent.get(post.key)
        return sent.attempts if sent else 0

    def _come_back(self, seconds: float) -> None:
        self.again_in = seconds if self.again_in is None else min(self.again_in, seconds)


def _retry_in(attempts: int) -> float:
    return min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** max(0, attempts - 1))
