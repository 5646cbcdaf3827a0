from datetime import datetime

from bot.domain.moves import captures
from bot.domain.moves.clock import advance
from bot.domain.rules.days import day_after, day_before, days
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.session import Session
from tests.support.nights import NIGHT, a_workshop, begun, in_the_night, on
from tests.support.sessions import ANA


def noted(session: Session, kind: CaptureKind, text: str, at: datetime) -> Session:
    return captures.capture(session, Note(kind=kind, text=text), ANA, at).session


def test_what_is_captured_belongs_to_its_day_and_that_of_a_night_to_the_next() -> None:
    session = noted(begun(a_workshop()), CaptureKind.DECISION, "Ship", on("24 15:30"))
    session = advance(session, on("24 17:00")).session
    session = noted(session, CaptureKind.IDEA, "Sleep on it", on("24 23:00"))
    session = advance(session, on("25 09:00")).session
    session = noted(session, CaptureKind.QUESTION, "Who?", on("25 09:30"))

    first, second = days(session)

    assert [each.text for each in first.captures] == ["Ship"]
    assert [each.text for each in second.captures] == ["Sleep on it", "Who?"]
    assert [item.title for item in first.items] == ["Frame", "Break", "Build"]
    night = session.item(NIGHT)
    assert night is not None
    assert (day_before(session, night), day_after(session, night)) == (first, second)
    assert (first.number, second.number, second.of) == (1, 2, 2)


def test_what_nobody_marked_done_is_open() -> None:
    [first, _] = days(in_the_night())

    assert [item.title for item in first.open] == ["Frame", "Build"]
    assert first.done == ()
