import pytest

from bot.domain.moves.close import LONGEST_NOTE, Verdict, close
from bot.domain.rules.recap import recap_of
from bot.domain.state.captures import CaptureKind
from bot.domain.state.identity import CaptureId
from bot.domain.state.refusals import NotAllowed, WrongInput
from bot.domain.state.session import Result
from tests.support.sessions import ANA, BEN, a_session, at


def test_the_facilitator_closes_and_decides_what_the_recap_holds() -> None:
    session = (
        a_session()
        .running()
        .captured(CaptureKind.IDEA, "First")
        .captured(CaptureKind.DECISION, "Second")
        .build()
    )
    verdict = Verdict(result=Result.PARTLY, left_out=frozenset({CaptureId(1)}))
    closed = close(session, ANA, verdict, at(9)).session

    assert [each.text for each in recap_of(closed).captures] == ["Second"]
    assert closed.result is Result.PARTLY
    with pytest.raises(NotAllowed):
        close(session, BEN, verdict, at(9))
    with pytest.raises(WrongInput, match="3,000"):
        close(session, ANA, Verdict(result=None, note="x" * (LONGEST_NOTE + 1)), at(9))


def test_a_pause_that_ends_with_the_close_counts_as_no_work() -> None:
    session = a_session().running().after(2).paused().build()
    closed = close(session, ANA, Verdict(result=Result.MET), at(30)).session

    assert recap_of(closed).actual.total_seconds() == 2 * 60
