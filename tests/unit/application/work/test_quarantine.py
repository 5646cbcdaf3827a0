import pytest

from bot.application.work.quarantine import Attempt, reason_of
from bot.domain.state.refusals import WrongInput
from bot.domain.typed.templates import read_template_name


def test_a_reason_says_where_the_bot_failed_and_nothing_that_people_wrote() -> None:
    with pytest.raises(WrongInput) as raised:
        read_template_name("Our secret plan", {})

    reason = reason_of(raised.value)

    assert reason.startswith("WrongInput at bot/domain/typed/templates.py:")
    assert "secret" not in reason


def test_a_reason_from_elsewhere_is_the_kind_of_error_alone() -> None:
    assert reason_of(ValueError("Our secret plan")) == "ValueError"


def test_an_attempt_without_an_error_worked() -> None:
    with Attempt() as attempt:
        pass

    assert (attempt.worked, attempt.surprise) == (True, None)


def test_an_attempt_that_raised_has_its_surprise_and_raises_it_on() -> None:
    surprise = ValueError("x")
    attempt = Attempt()
    with pytest.raises(ValueError, match="x"), attempt:
        raise surprise

    assert (attempt.worked, attempt.surprise) == (False, surprise)
