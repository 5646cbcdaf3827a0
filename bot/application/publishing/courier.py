"""Brings a post to Slack: sends it, finds out what became of it, keeps it up to date."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.application.operating.telemetry import NO_TELEMETRY, Telemetry
from bot.application.ports import Clock
from bot.application.posts.contents import Mark
from bot.application.posts.post import Nature, Post, Where
from bot.application.publishing import ports
from bot.application.publishing.budgets import (
    MARKS,
    MESSAGES,
    REMOVALS,
    SEARCHES,
    UNMARKS,
    UPDATES,
    Budgets,
    Rate,
)
from bot.application.publishing.ledger import Ledger
from bot.domain.state.identity import ChannelId, MessageRef, SessionId
from bot.domain.state.session import Session

# Where these stand is known; what was given up may have been sent before.
PLACE_KNOWN = frozenset({ports.PostState.WAITING, ports.PostState.POSTED, ports.PostState.REMOVED})
KEPT_UP = frozenset({Nature.LIVING, Nature.TAKEN_BACK})
# Slack said it, so the call was not carried out.
NOT_DONE = (ports.OutOfReach, ports.Rejected, ports.TryLater, ports.Vanished)


class Later(Exception):
    """This post has to wait for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(slots=True)
class Hands:
    """What the publishers of one process are about.

    `held` are the claims of the sessions that they publish now, `failures` how often in a row the
    visits to a session ended with a surprise; `more_wait` says that others are due and not taken.
    """

    held: dict[SessionId, ports.Claim] = field(default_factory=dict)
    failures: Counter[SessionId] = field(default_factory=Counter)
    more_wait: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What the publishers of one process work with."""

    outbox: ports.Outbox
    clock: Clock
    renderer: ports.Renderer
    messenger: ports.Messenger
    budgets: Budgets
    telemetry: Telemetry = NO_TELEMETRY
    hands: Hands = field(default_factory=Hands)


@dataclass(frozen=True, slots=True)
class Courier:
    """Makes the calls for one session, and writes down what came of them."""

    desk: Desk
    session: Session
    ledger: Ledger

    async def bring(self, post: Post) -> None:
        """Bring a post up to date.

        Raises:
            Later: there was no budget, or Slack asked for a rest.
            Unclear: nobody knows whether it worked.
            Vanished: the thread or message it belongs to was deleted.
            OutOfReach: the bot cannot write there.
            ports.Rejected: Slack will never take it.
        """
        entry = self.ledger.entry(post.key)
        if entry.attempts > 0 or entry.state is ports.PostState.SENDING:
            self.desk.telemetry.retried()
        match entry.state:
            case ports.PostState.WAITING if post.nature is Nature.TAKEN_BACK:
                pass
            case ports.PostState.WAITING if isinstance(post.content, Mark):
                await self._mark(post, post.content)
            case ports.PostState.WAITING:
                await self._send(post)
            case ports.PostState.SENDING:
                await self._settle(post)
            case ports.PostState.POSTED if post.nature in KEPT_UP:
                await self._refresh(post)
            case _:
                pass

    async def take_away(self, key: str, post: Post | None) -> None:
        """Take a message away wherever it stands; `post` is what it was, if that is known.

        Raises:
            Later: there was no budget, or Slack asked for a rest.
            Unclear: nobody knows whether it worked.
            OutOfReach: the bot cannot write there.
            ports.Rejected: Slack will never do it.
        """
        try:
            if post is not None and isinstance(post.content, Mark):
                with self._within(self.session.place.team, UNMARKS, key):
                    await self.desk.messenger.unmark(post.content.source)
            elif (ref := await self._where_it_stands(key, post)) is not None:
                with self._within(self.session.place.team, REMOVALS, key):
                    await self.desk.messenger.remove(ref)
        except ports.Vanished:
            pass
        self.ledger.note(ports.SentPost(key=key, state=ports.PostState.REMOVED))

    async def _where_it_stands(self, key: str, post: Post | None) -> MessageRef | None:
        """Where a message is, looked up in Slack if the outcome of sending it is not known."""
        entry = self.ledger.entry(key)
        if entry.state in PLACE_KNOWN:
            return entry.ref
        # Rows from before `posts.channel` existed have no target: search where it would go today.
        target = entry.target or (self._target(post) if post is not None else None)
        return None if target is None else await self._find(target, key, entry.since)

    def render(self, post: Post) -> ports.Message:
        return self.desk.renderer.render(post, self.ledger.card)

    async def _send(self, post: Post) -> None:
        target = self._target(post)
        if target is None:
            return
        message = self.render(post)
        entry = self.ledger.entry(post.key)
        # ports.Message times follow the clock of the sessions: in a demo the local Slack's do too.
        since = entry.since or self.desk.clock.now()
        with self._within(target.channel, MESSAGES, post.key):
            sending = replace(entry, state=ports.PostState.SENDING, target=target, since=since)
            await self.ledger.write(sending)
            try:
                ref = await self.desk.messenger.post(target, message, self._marker(post.key))
            except NOT_DONE:
                self.ledger.note(
                    replace(entry, state=ports.PostState.WAITING, target=None, since=None)
                )
                raise
        await self._posted(post, ref, message.digest)

    async def _settle(self, post: Post) -> None:
        """Find out what became of a post that may or may not have been made."""
        target = self._target(post)
        if target is None:
            return
        ref = await self._find(target, post.key, self.ledger.entry(post.key).since)
        if ref is None:
            await self._send_anew(post)
            return
        await self._posted(post, ref, digest="")
        if post.nature in KEPT_UP:
            await self._refresh(post)

    async def _find(
        self, target: ports.Target, key: str, since: datetime | None
    ) -> MessageRef | None:
        with self._within(self.session.place.team, SEARCHES, key):
            return await self.desk.messenger.find(target, self._marker(key), since)

    async def _refresh(self, post: Post) -> None:
        entry = self.ledger.entry(post.key)
        message = self.render(post)
        if entry.ref is None or entry.digest == message.digest:
            return
        try:
            with self._within(self.session.place.team, UPDATES, post.key):
                await self.desk.messenger.update(entry.ref, message)
        except ports.Vanished:
            await self._send_anew(post)
        except ports.Unclear:
            # It may say this by now, and be wanted again as it was.
            self.ledger.note(replace(entry, digest=""))
            raise
        else:
            self.ledger.note(replace(entry, digest=message.digest, attempts=0))

    async def _send_anew(self, post: Post) -> None:
        """Send a post that turned out not to be there."""
        if post.nature is Nature.TAKEN_BACK:
            self.ledger.note(ports.SentPost(key=post.key, state=ports.PostState.GIVEN_UP))
            return
        entry = self.ledger.entry(post.key)
        if entry.state is ports.PostState.POSTED:
            self.ledger.note(ports.SentPost(key=post.key, state=ports.PostState.WAITING))
        await self._send(post)

    async def _mark(self, post: Post, mark: Mark) -> None:
        with self._within(self.session.place.team, MARKS, post.key):
            await self.desk.messenger.mark(mark.source)
        # The mark is no message of its own: a step that was captured is still found by its ts.
        self.ledger.note(ports.SentPost(key=post.key, state=ports.PostState.POSTED))

    async def _posted(self, post: Post, ref: MessageRef, digest: str) -> None:
        """Write it down at once: whoever reacts to it now must be understood."""
        posted = ports.SentPost(key=post.key, state=ports.PostState.POSTED, ref=ref, digest=digest)
        await self.ledger.write(posted)

    @contextmanager
    def _within(self, key: str, rate: Rate, post: str) -> Iterator[None]:
        """A call within its budget; what Slack says about the rate goes into the budget."""
        wait = self.desk.budgets.take(key, rate, self._marker(post))
        if wait > 0:
            raise Later(wait)
        try:
            yield
        except ports.TryLater as later:
            self.desk.budgets.rest(key, rate, later.seconds)
            raise Later(later.seconds) from None

    def _target(self, post: Post) -> ports.Target | None:
        """Where a post goes; None without its root."""
        channel = self.session.place.channel
        match post.where:
            case Where.CHANNEL | Where.MESSAGE:
                return ports.Target(channel=channel)
            case Where.THREAD:
                return self._in_thread(channel, post.under)
            case Where.PRIVATE:
                return ports.Target(channel=ChannelId(str(post.person)))

    def _in_thread(self, channel: ChannelId, root_key: str) -> ports.Target | None:
        root = self.ledger.entry(root_key).ref
        return ports.Target(channel=channel, thread_ts=root.ts) if root else None

    def _marker(self, key: str) -> str:
        return f"{self.session.id}:{key}"
