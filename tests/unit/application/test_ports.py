from bot.application.ports import Beat
from tests.support.sessions import at


def test_a_beat_is_as_late_as_its_absence_was_noticed() -> None:
    kept, noticed = Beat(at(0)), Beat(at(0), noticed_at=at(5))

    assert (kept.latest, kept.is_noticed) == (at(0), False)
    assert (noticed.latest, noticed.is_noticed) == (at(5), True)
