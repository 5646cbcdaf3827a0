from datetime import timedelta

import pytest

from bot.application.publishing.backoff import GIVE_UP_AFTER, is_long_over, rest_after
from tests.support.sessions import a_session

SECOND = timedelta(seconds=1)


def test_the_rest_grows_up_to_half_a_minute() -> None:
    rests = [rest_after(attempts) for attempts in range(1, 10)]

    assert rests == sorted(rests)
    assert (rests[0], rests[-1]) == (1.0, 30.0)


@pytest.mark.parametrize(("past", "over"), [(-SECOND, False), (SECOND, True)])
def test_a_lost_channel_is_looked_for_until_a_day_after_the_close(
    past: timedelta, *, over: bool
) -> None:
    session = a_session().running().closed().build()
    assert session.closed_at is not None

    assert is_long_over(session, session.closed_at + GIVE_UP_AFTER + past) is over


def test_a_session_that_runs_is_never_long_over() -> None:
    session = a_session().running().build()
    assert session.started_at is not None

    assert not is_long_over(session, session.started_at + 10 * GIVE_UP_AFTER)
