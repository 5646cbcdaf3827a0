"""A fake of the Messenger port: channels in memory, and failures on demand."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from bot.application.ports import Message, Target, Vanished
from bot.domain.identity import MessageRef


@dataclass(slots=True)
class Posted:
    ref: MessageRef
    key: str
    message: Message
    edits: int = 0
    marked: bool = False


@dataclass(slots=True)
class FakeMessenger:
    """Keeps what is posted; `failures` are raised by the next posts, before or after they count."""

    posted: list[Posted] = field(default_factory=list)
    before: deque[BaseException | None] = field(default_factory=deque)
    after: deque[BaseException | None] = field(default_factory=deque)
    marks: list[MessageRef] = field(default_factory=list)
    gone_channels: dict[str, BaseException] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def keys(self) -> list[str]:
        return [each.key.partition(":")[2] for each in self.posted]

    def one(self, key: str) -> Posted:
        (found,) = [each for each in self.posted if each.key.endswith(f":{key}")]
        return found

    def delete(self, key: str) -> None:
        self.posted.remove(self.one(key))

    async def post(self, target: Target, message: Message, key: str) -> MessageRef:
        self._check(target.channel)
        _raise_next(self.before)
        ref = MessageRef(target.channel, f"{next(self._numbers)}.000000", target.thread_ts)
        self.posted.append(Posted(ref, key, message))
        _raise_next(self.after)
        return ref

    async def update(self, ref: MessageRef, message: Message) -> None:
        self._check(ref.channel)
        for each in self.posted:
            if each.ref == ref:
                each.message = message
                each.edits += 1
                return
        raise Vanished

    async def find(self, target: Target, key: str) -> MessageRef | None:
        found = (e for e in self.posted if e.key == key and e.ref.channel == target.channel)
        return next((each.ref for each in found), None)

    async def mark(self, ref: MessageRef) -> None:
        if ref not in self.marks:
            self.marks.append(ref)

    def _check(self, channel: str) -> None:
        if channel in self.gone_channels:
            raise self.gone_channels[channel]


def _raise_next(failures: deque[BaseException | None]) -> None:
    failure = failures.popleft() if failures else None
    if failure is not None:
        raise failure
