import pytest

from bot.adapters.slack.kit.agenda import agenda_lines, when
from bot.adapters.slack.kit.text import (
    clock,
    clock_both,
    fill,
    fill_plain,
    minutes_text,
    permalink,
    plural,
)
from bot.domain.state.refusals import NotAllowed
from tests.support.sessions import (
    ANA,
    BEN,
    CARD,
    START,
    THREAD_MESSAGE,
    WORKSPACE_URL,
    a_session,
    at,
    minutes,
)

ASK = NotAllowed(
    "Ask {facilitator} (facilitator) or {owner} to close `{it}`.", facilitator=ANA, owner=BEN
)


def test_a_clock_has_its_day_where_that_is_not_the_one_that_runs() -> None:
    before_midnight, after_midnight = at(13 * 60 + 40), at(14 * 60 + 10)
    session = a_session().after(13 * 60 + 40).running().build()
    next_day = a_session().after(14 * 60 + 10).running().build()

    assert when(session, before_midnight).endswith("^{time}|23:40>")
    assert "{date_short_pretty} at {time}|Tue 24 Nov at 00:10>" in when(session, after_midnight)
    assert when(next_day, after_midnight).endswith("^{time}|00:10>")
    assert sum("date_short_pretty" in line for line in agenda_lines(session)) == 3


def test_a_clock_is_shown_in_the_zone_of_whoever_reads_it() -> None:
    assert clock(START, "Europe/Berlin") == "<!date^1795428000^{time}|11:00>"


@pytest.mark.parametrize(
    ("reader", "expected"),
    [("Europe/London", "10:00"), ("Europe/Berlin", "10:00 (11:00 for you)"), ("UTC", "10:00")],
)
def test_two_clocks_are_told_only_where_they_differ(reader: str, expected: str) -> None:
    assert clock_both(START, "Europe/London", reader) == expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (0.5, "less than a minute"),
        (1, "1 min"),
        (59.4, "59 min"),
        (59.6, "1 h"),
        (65, "1 h 5 min"),
        (120, "2 h"),
    ],
)
def test_lengths_are_told_in_words(length: float, expected: str) -> None:
    assert minutes_text(minutes(length)) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, "0 posts"), (1, "1 post"), (2, "2 posts")])
def test_counts_have_their_plural(count: int, expected: str) -> None:
    assert plural(count, "post") == expected


def test_the_address_of_a_message_leads_into_its_thread() -> None:
    address = "https://acme.slack.com/archives/C0TEAM/"

    assert permalink(WORKSPACE_URL, CARD) == f"{address}p1795428000000100"
    assert permalink(WORKSPACE_URL, THREAD_MESSAGE) == (
        f"{address}p1795428060000200?thread_ts=1795428000.000100&cid=C0TEAM"
    )


def test_a_refusal_names_the_people_to_ask() -> None:
    assert fill(ASK) == "Ask <@U0ANA> (facilitator) or <@U0BEN> to close `{it}`."


def test_a_refusal_beside_a_field_names_roles_instead_of_people() -> None:
    assert fill_plain(ASK) == "Ask the facilitator or somebody else to close `{it}`."
