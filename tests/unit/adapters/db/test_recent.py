"""Records that were just kept are known without a question, or not at all."""

from bot.adapters.db.recent import MOST_RECENT, RecentRecords
from bot.domain.state.facts import Record, SessionCancelled
from bot.domain.state.identity import SessionId
from tests.support.sessions import ANA, START

S1 = SessionId("S1")


def records(first: int, last: int) -> tuple[Record, ...]:
    fact = SessionCancelled(by=ANA)
    return tuple(Record(number, START, fact) for number in range(first, last + 1))


def test_what_was_kept_from_the_first_one_on_is_known() -> None:
    recent = RecentRecords()
    recent.note(S1, records(1, 2))
    recent.note(S1, records(3, 3))

    assert recent.up_to(S1, 3) == records(1, 3)


def test_what_another_process_has_kept_in_between_is_not() -> None:
    recent = RecentRecords()
    recent.note(S1, records(1, 2))
    assert recent.up_to(S1, 3) is None
    recent.note(S1, records(4, 4))

    assert recent.up_to(S1, 4) is None


def test_what_was_read_as_a_whole_is_gone_on_with() -> None:
    recent = RecentRecords()
    recent.note_all(S1, records(1, 3))
    recent.note(S1, records(4, 4))

    assert recent.up_to(S1, 4) == records(1, 4)


def test_what_has_a_hole_is_not_taken_for_all() -> None:
    recent = RecentRecords()
    recent.note_all(S1, records(2, 3))

    assert recent.up_to(S1, 3) is None
    assert recent.up_to(S1, 2) is None


def test_only_so_many_sessions_are_remembered() -> None:
    recent = RecentRecords()
    for number in range(MOST_RECENT + 1):
        recent.note(SessionId(f"S{number}"), records(1, 1))

    assert recent.up_to(SessionId("S0"), 1) is None
    assert recent.up_to(SessionId(f"S{MOST_RECENT}"), 1) == records(1, 1)
