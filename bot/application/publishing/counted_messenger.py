"""Counts the calls that the publisher makes in Slack."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.application.operating.telemetry import CallOutcome, Telemetry
from bot.application.publishing.budgets import (
    MARKS,
    MESSAGES,
    REMOVALS,
    SEARCHES,
    UNMARKS,
    UPDATES,
)
from bot.application.publishing.ports import (
    Message,
    Messenger,
    OutOfReach,
    Rejected,
    Target,
    TryLater,
    Unclear,
    Vanished,
)
from bot.domain.state.identity import MessageRef

FAILURES: Mapping[type[Exception], CallOutcome] = {
    TryLater: CallOutcome.RATE_LIMITED,
    Unclear: CallOutcome.UNCLEAR,
    Vanished: CallOutcome.VANISHED,
    OutOfReach: CallOutcome.OUT_OF_REACH,
    Rejected: CallOutcome.REJECTED,
}

Called = TypeVar("Called")


@dataclass(frozen=True, slots=True)
class CountedMessenger:
    """The Messenger port over another messenger."""

    messenger: Messenger
    telemetry: Telemetry

    async def post(self, target: Target, message: Message, key: str) -> MessageRef:
        return await self._counted(MESSAGES.method, self.messenger.post(target, message, key))

    async def update(self, ref: MessageRef, message: Message) -> None:
        await self._counted(UPDATES.method, self.messenger.update(ref, message))

    async def find(self, target: Target, key: str, since: datetime | None) -> MessageRef | None:
        return await self._counted(SEARCHES.method, self.messenger.find(target, key, since))

    async def mark(self, ref: MessageRef) -> None:
        await self._counted(MARKS.method, self.messenger.mark(ref))

    async def unmark(self, ref: MessageRef) -> None:
        await self._counted(UNMARKS.method, self.messenger.unmark(ref))

    async def remove(self, ref: MessageRef) -> None:
        await self._counted(REMOVALS.method, self.messenger.remove(ref))

    async def _counted(self, method: str, call: Awaitable[Called]) -> Called:
        try:
            result = await call
        except tuple(FAILURES) as failed:
            self.telemetry.called(method, FAILURES[type(failed)])
            raise
        self.telemetry.called(method, CallOutcome.DONE)
        return result
