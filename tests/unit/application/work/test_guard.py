import pytest
from structlog.testing import capture_logs

from bot.application.ports import StoreTrouble, Trouble
from bot.application.work.guard import log_and_continue


@pytest.mark.parametrize(
    ("error", "level"), [(StoreTrouble(Trouble.BUSY), "warning"), (ValueError("x"), "error")]
)
def test_what_goes_wrong_is_logged_and_the_work_goes_on(error: Exception, level: str) -> None:
    with capture_logs() as logs, log_and_continue("tick_failed", session="S1"):
        raise error

    (line,) = logs
    assert (line["action"], line["session"], line["log_level"]) == ("tick_failed", "S1", level)


def test_a_stop_is_no_error() -> None:
    with pytest.raises(KeyboardInterrupt), log_and_continue("tick_failed"):
        raise KeyboardInterrupt
