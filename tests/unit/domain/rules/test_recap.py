from bot.domain.rules.recap import pages, recap_of
from bot.domain.state.captures import CaptureKind
from tests.support.sessions import BEN, CARA, DAN, a_session, an_item


def test_the_recap_tells_done_from_open_and_counts_people() -> None:
    session = a_session().running().ticked(1).to_step(2).watched_by(DAN).closed().build()
    recap = recap_of(session)

    assert [item.title for item in recap.done_items] == ["Check-in"]
    assert [item.title for item in recap.open_items] == ["Draft", "Review"]
    assert (recap.took_part, recap.observed) == (3, 1)


def test_what_was_skipped_is_not_left_open() -> None:
    recap = recap_of(a_session().running().to_step(2).skipped().closed().build())

    assert [item.title for item in recap.open_items] == ["Review"]


def test_who_only_watched_never_took_part_and_who_joined_once_always_did() -> None:
    session = a_session().running().watched_by(DAN).left_by(DAN, BEN).watched_by(CARA)
    recap = recap_of(session.closed().build())

    assert (recap.took_part, recap.observed) == (3, 1)


def test_two_hundred_captures_stand_on_pages_and_none_is_missing() -> None:
    builder = a_session(plan=(an_item("Work"),)).running()
    for number in range(200):
        builder.captured(CaptureKind.ACTION, f"Action {number} " + "x" * 400)
    every = pages(recap_of(builder.closed().build()))

    assert sum(len(page) for page in every) == 200
    assert max(len(page) for page in every) <= 20
    assert pages(recap_of(a_session().running().closed().build())) == ((),)
