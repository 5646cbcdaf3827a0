"""What people read of speaking in turns fits the round that runs."""

from bot.adapters.slack.speaking import views as speaking
from bot.domain.state.agenda import Activity
from tests.support.sessions import ANA, a_session, an_item
from tests.unit.adapters.slack.turns_samples import passed_for_good

TWO_ROUNDS = (an_item("Round", 5, Activity.ROUND), an_item("Once more", 5, Activity.ROUND))


def test_who_passes_for_good_is_told_so_though_an_earlier_round_was_cut_short() -> None:
    builder = passed_for_good(a_session(TWO_ROUNDS).running().to_step(2))
    assert ANA in builder.session.activities.speaking.rounds[0].waiting

    assert speaking.passed(builder.build(), ANA).text.startswith("All right")
