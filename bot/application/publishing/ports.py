"""What the publisher needs from the outside world."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Protocol

from bot.application.posts.post import Post
from bot.application.quarantine_ports import Unloadable
from bot.domain.state.facts import Loss, Record
from bot.domain.state.identity import ChannelId, MessageRef, SessionId
from bot.domain.state.session import Session


class PostState(StrEnum):
    """`sending` may or may not be in Slack, `waiting` certainly is not.

    `removed` is done with for good, whether the message could be taken away or not.
    """

    WAITING = auto()
    SENDING = auto()
    POSTED = auto()
    GIVEN_UP = auto()
    REMOVED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a message goes: a channel or a person's direct messages, perhaps in a thread."""

    channel: ChannelId
    thread_ts: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPost:
    """What is known about a post: `digest` tells the content that Slack has, "" if unknown.

    `attempts` counts the calls since the last one that worked. While nobody knows whether a post is
    in Slack, it has no `ref`; `target` is where it was sent to, and `since` when that was first
    tried, by the clock of the sessions.
    """

    key: str
    state: PostState
    ref: MessageRef | None = None
    target: Target | None = None
    digest: str = ""
    attempts: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A worker's right to publish one session; it ends `lease` after its last renewal.

    `revision` is the revision of the session to publish. `worker` and `at` (when the claim was
    made, real time, UTC) identify the claim. A session that `is_set_aside` must not be loaded.
    """

    session: SessionId
    revision: int
    worker: str
    at: datetime
    lease: timedelta
    is_set_aside: bool = False


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A session with all that happened in it and what was sent so far, by key."""

    session: Session
    records: tuple[Record, ...]
    sent: Mapping[str, SentPost]


@dataclass(frozen=True, slots=True)
class Taken:
    """A claim with what is to be published: None of a session that is set aside."""

    claim: Claim
    found: Unpublished | Unloadable | None


class Outbox(Protocol):
    """The publisher's side of the database; each call is one short transaction."""

    async def take(
        self,
        worker: str,
        real_now: datetime,
        lease: timedelta,
        besides: Collection[SessionId] = (),
        most: int = 1,
    ) -> Sequence[Taken]:
        """Take the sessions that have waited longest and that nobody else is publishing.

        `besides` are those that this process has in hand, whatever the clocks say about their
        leases.
        """

    async def load(self, session_id: SessionId) -> Unpublished:
        """Raises `Unloadable` if the session cannot be read."""

    async def sent(self, session_id: SessionId) -> Mapping[str, SentPost]:
        """What was sent so far, by key, of a session that need not be readable."""

    async def write(self, claim: Claim, sent: Sequence[SentPost], real_now: datetime) -> None:
        """Store what is known about posts, and begin the lease anew.

        Raises:
            LeaseLost: somebody else has taken the session over.
        """

    async def renew(self, claims: Sequence[Claim], real_now: datetime) -> None:
        """Begin leases of one worker anew, those that are still held."""

    async def release(
        self,
        claim: Claim,
        *,
        done: bool,
        not_before: datetime | None,
        sent: Sequence[SentPost] = (),
    ) -> datetime | None:
        """Give the session back; gives when it is due again, None if nothing of it waits.

        Args:
            claim: What was taken.
            done: Whether everything of its revision is in Slack.
            not_before: When to look at its revision again at the earliest (real time, UTC); a
                newer one is due at once.
            sent: What is known about posts and was not yet written.

        Raises:
            LeaseLost: somebody else has taken the session over, and `sent` is not kept.
        """

    async def next_due(self) -> datetime | None:
        """When an unpublished session may next be claimed (real time, UTC).

        Long ago if one may be now, None if none waits.
        """


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to be sent, in the chat's own form; `digest` is equal for equal content."""

    text: str
    blocks: Sequence[dict[str, object]]
    digest: str


class Renderer(Protocol):
    def render(self, post: Post, card: MessageRef | None) -> Message:
        """Turn a post into a message; `card` is where the session's thread begins."""


class Messenger(Protocol):
    """Writes in Slack.

    Every method may raise `Unclear`, `TryLater`, `OutOfReach` or `Rejected`.
    """

    async def post(self, target: Target, message: Message, key: str) -> MessageRef:
        """Post a message that carries `key`, so that it can be found again.

        Raises:
            Vanished: the thread it goes to was deleted.
        """

    async def update(self, ref: MessageRef, message: Message) -> None:
        """Change a message; raises `Vanished` if somebody deleted it."""

    async def find(self, target: Target, key: str, since: datetime | None) -> MessageRef | None:
        """Look for the message that carries `key` and was posted after `since`.

        Raises:
            Vanished: the thread to look in was deleted.
            Rejected: so much was written there since that nobody can tell any more.
        """

    async def mark(self, ref: MessageRef) -> None:
        """Put the small ✓ under a message; a second time changes nothing."""

    async def unmark(self, ref: MessageRef) -> None:
        """Take the small ✓ away; a second time changes nothing.

        Raises:
            Vanished: the message was deleted.
        """

    async def remove(self, ref: MessageRef) -> None:
        """Delete a message of the bot's own; raises `Vanished` if it does not exist any more."""


class Unclear(Exception):
    """Nobody knows whether the call was carried out."""


class TryLater(Exception):
    """Slack did not carry the call out and wants a rest of `seconds` first."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:g} s")
        self.seconds = seconds


class OutOfReach(Exception):
    """The bot cannot write there until a person does something about it."""

    def __init__(self, loss: Loss) -> None:
        super().__init__(loss.value)
        self.loss = loss


class Vanished(Exception):
    """The message does not exist any more."""


class Rejected(Exception):
    """Slack will never take this call; `code` is Slack's name for the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
