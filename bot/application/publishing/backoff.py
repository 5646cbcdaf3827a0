"""How long the publisher waits where something does not work, and when it stops trying."""

from datetime import datetime, timedelta

from bot.application.work.pace import real_closed_at
from bot.application.work.waiting import Backoff
from bot.domain.state.session import Session

CALL_BACKOFF = Backoff(first=1.0, longest=30.0)
LOOK_AGAIN_WHEN_LOST = 300.0
# So long after the close a channel that is lost is not looked for any more.
GIVE_UP_AFTER = timedelta(days=1)
LONGEST_VISIT = timedelta(seconds=10)


def rest_after(attempts: int) -> float:
    """The seconds until the next attempt, after so many of which nobody knows the end."""
    return CALL_BACKOFF.after(attempts)


def is_long_over(session: Session, now: datetime) -> bool:
    """Whether a session closed so long ago, by the clock, that nobody waits for its channel."""
    closed_at = real_closed_at(session)
    return closed_at is not None and now - closed_at > GIVE_UP_AFTER
