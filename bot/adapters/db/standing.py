"""How things stand in all sessions together, for who operates the bot."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, not_, select

from bot.adapters.db.column_types import UtcMoment
from bot.adapters.db.connections import Db
from bot.adapters.db.tables import IN_QUARANTINE, IS_LIVE, UNPUBLISHED, HeartbeatRow, SessionRow

NO_WAIT = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many sessions are live and `set_aside`, and how long the longest wait for Slack is.

    A session whose channel is out of reach waits for people, not for the bot: it does not count.
    `last_beat` is when any process last looked for what is due, in session time.
    """

    live: int
    longest_wait: timedelta
    set_aside: int
    last_beat: datetime | None


async def standing(db: Db) -> Standing:
    """Waiting is measured by the database's clock, which wrote down when it began."""
    live = select(func.count()).select_from(SessionRow).where(IS_LIVE).scalar_subquery()
    waiting_since = (
        select(func.min(SessionRow.unpublished_since))
        .where(UNPUBLISHED, SessionRow.lost.is_(None), not_(IN_QUARANTINE))
        .scalar_subquery()
    )
    aside = select(func.count()).select_from(SessionRow).where(IN_QUARANTINE).scalar_subquery()
    beat = select(HeartbeatRow.at).scalar_subquery()
    wanted = select(live, waiting_since, aside, beat, func.now(type_=UtcMoment()))
    count, since, set_aside, last_beat, now = tuple((await db.execute(wanted)).one())
    wait = max(NO_WAIT, now - since) if since else NO_WAIT
    return Standing(live=count, longest_wait=wait, set_aside=set_aside, last_beat=last_beat)
