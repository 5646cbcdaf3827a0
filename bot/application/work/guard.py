"""Errors in the background are logged, and the work goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.application.ports import StoreTrouble

log = structlog.get_logger()


@contextmanager
def log_and_continue(action: str, **about: str) -> Iterator[None]:
    """Log whatever the block raises under the name `action`, and continue after it.

    For work that is tried again later anyway.
    """
    try:
        yield
    except StoreTrouble as failed:
        log.warning(action, action=action, database=failed.trouble, **about)
    except Exception:
        log.exception(action, action=action, **about)
