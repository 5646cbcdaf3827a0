"""How uploaded files come into channels: not with the answer to the app, but soon after it."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from localslack.concurrency.background import Background
from localslack.errors import SlackError
from localslack.workspace.conversations import Draft
from localslack.workspace.workspace import Workspace

SECONDS = 0.05
"""How long after the answer; Slack promises no time at all."""


@dataclass(slots=True)
class Sharing:
    """Attributes: `wait` lets so many seconds pass; tests do it without waiting."""

    background: Background = field(default_factory=Background)
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep

    def share(self, workspace: Workspace, draft: Draft) -> None:
        """Post it in a while; it is lost if the channel cannot take it any more by then."""
        self.background.start(partial(self._share, workspace, draft))

    async def _share(self, workspace: Workspace, draft: Draft) -> None:
        await self.wait(SECONDS)
        with suppress(SlackError):
            workspace.post(draft)
