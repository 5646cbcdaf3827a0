"""A fake of the Messenger port: channels in memory, and failures on demand."""

from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.application.publishing.ports import Message, Target, Vanished
from bot.domain.state.identity import MessageRef

Failure = BaseException | None
TEN_O_CLOCK = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass(slots=True)
class Posted:
    ref: MessageRef
    key: str
    message: Message
    edits: int = 0
    deleted: bool = False


@dataclass(slots=True)
class FakeMessenger:
    """Keeps what is posted.

    `now` is the clock that message times come from, `meanwhile` is what happens during every call.
    """

    now: Callable[[], datetime] = lambda: TEN_O_CLOCK
    meanwhile: Callable[[str], Awaitable[None]] | None = None
    marks: list[MessageRef] = field(default_factory=list)
    gone_channels: dict[str, BaseException] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    everything: list[Posted] = field(default_factory=list)
    _before: defaultdict[str, deque[Failure]] = field(default_factory=lambda: defaultdict(deque))
    _after: defaultdict[str, deque[Failure]] = field(default_factory=lambda: defaultdict(deque))

    def fails(self, method: str, *failures: Failure) -> None:
        """Let the next calls of a method fail before anything is done; None lets one pass."""
        self._before[method].extend(failures)

    def fails_after(self, method: str, *failures: Failure) -> None:
        """Let the next calls of a method fail although they were carried out."""
        self._after[method].extend(failures)

    @property
    def posted(self) -> list[Posted]:
        """What stands now, in order."""
        return [each for each in self.everything if not each.deleted]

    @property
    def keys(self) -> list[str]:
        return [each.key.partition(":")[2] for each in self.posted]

    def one(self, key: str) -> Posted:
        (found,) = [each for each in self.posted if each.key.endswith(f":{key}")]
        return found

    def delete(self, key: str) -> None:
        self.one(key).deleted = True

    async def post(self, target: Target, message: Message, key: str) -> MessageRef:
        await self._begin("post", target.channel)
        if target.thread_ts is not None:
            self._check_thread(target)
        ref = MessageRef(target.channel, self._next_ts(), target.thread_ts)
        self.everything.append(Posted(ref, key, message))
        _raise_next(self._after["post"])
        return ref

    async def update(self, ref: MessageRef, message: Message) -> None:
        await self._begin("update", ref.channel)
        for each in self.posted:
            if each.ref == ref:
                each.message = message
                each.edits += 1
                _raise_next(self._after["update"])
                return
        raise Vanished

    async def find(self, target: Target, key: str, since: datetime | None) -> MessageRef | None:
        await self._begin("find", target.channel)
        if target.thread_ts is not None:
            self._check_thread(target)
        for each in self.posted:
            in_place = (each.ref.channel, each.ref.thread_ts) == (target.channel, target.thread_ts)
            in_time = since is None or float(each.ref.ts) >= since.timestamp()
            if each.key == key and in_place and in_time:
                return each.ref
        return None

    async def mark(self, ref: MessageRef) -> None:
        await self._begin("mark", ref.channel)
        if any(each.ref == ref and each.deleted for each in self.everything):
            raise Vanished
        if ref not in self.marks:
            self.marks.append(ref)
        _raise_next(self._after["mark"])

    async def unmark(self, ref: MessageRef) -> None:
        await self._begin("unmark", ref.channel)
        if ref in self.marks:
            self.marks.remove(ref)

    async def remove(self, ref: MessageRef) -> None:
        await self._begin("remove", ref.channel)
        for each in self.posted:
            if each.ref == ref:
                each.deleted = True
                _raise_next(self._after["remove"])
                return
        raise Vanished

    async def _begin(self, method: str, channel: str) -> None:
        self.calls.append(method)
        if self.meanwhile is not None:
            await self.meanwhile(method)
        if channel in self.gone_channels:
            raise self.gone_channels[channel]
        _raise_next(self._before[method])

    def _check_thread(self, target: Target) -> None:
        """The thread of a deleted message lives on as long as it has replies."""
        root = [
            each
            for each in self.posted
            if each.ref.channel == target.channel
            and target.thread_ts in {each.ref.ts, each.ref.thread_ts}
        ]
        if not root:
            raise Vanished

    def _next_ts(self) -> str:
        last = max((float(each.ref.ts) for each in self.everything), default=0.0)
        return f"{max(self.now().timestamp(), last + 0.001):.6f}"


def _raise_next(failures: deque[Failure]) -> None:
    failure = failures.popleft() if failures else None
    if failure is not None:
        raise failure
