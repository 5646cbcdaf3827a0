"""What goes wrong in the background is logged, and the work goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.application.ports import StoreTrouble

log = structlog.get_logger()


@contextmanager
def survives(action: str, **about: str) -> Iterator[None]:
    """Log whatever the block raises under the name `action`, and go on after it.

    For work that comes again by itself: nothing is lost by leaving it for the next time.
    """
    try:
        yield
    except StoreTrouble as failed:
        log.warning(action, action=action, database=failed.trouble, **about)
    except Exception:
        log.exception(action, action=action, **about)
