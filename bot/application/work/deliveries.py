"""Each delivery has its effect once, however often Slack brings it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.application.ports import Store, Transaction
from bot.application.work.asking import Asker


@asynccontextmanager
async def taken_in(store: Store, asker: Asker, now: datetime) -> AsyncIterator[Transaction | None]:
    """The transaction in which a delivery has its effect; None if it had it before.

    The delivery is noted in the same transaction, so it counts only if the effect is kept.
    """
    async with store.transaction() as tx:
        is_new = await tx.inbox.is_new(asker.team, asker.delivery, now)
        yield tx if is_new else None
