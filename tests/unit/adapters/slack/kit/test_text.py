import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.kit.text import (
    bold,
    clock,
    clock_both,
    cut,
    escape,
    fill,
    fill_plain,
    link,
    linked,
    minutes_text,
    permalink,
    plain,
    plural,
    spoken,
)
from bot.domain.state.refusals import NotAllowed
from tests.support.sessions import ANA, BEN, CARD, START, THREAD_MESSAGE, WORKSPACE_URL, minutes
from tests.unit.adapters.slack.evil_text import texts

ASK = NotAllowed(
    "Ask {facilitator} (facilitator) or {owner} to close `{it}`.", facilitator=ANA, owner=BEN
)


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


MARKUP = re.compile(r"<[^<>]*>|&(?:amp|lt|gt);")
OURS = re.compile(r"<@[UW][A-Z0-9]+>|<https?://[^<>|\s]+>|&(?:amp|lt|gt);")


@given(texts)
def test_text_from_people_holds_no_markup_but_mentions_of_people(text: str) -> None:
    for said in (escape(text), linked(text), bold(text), spoken(text, 50)):
        assert [each for each in MARKUP.findall(said) if not OURS.fullmatch(each)] == []
        assert "<" not in OURS.sub("", said)
        assert ">" not in OURS.sub("", said)


@given(texts, st.integers(min_value=1, max_value=40))
def test_a_cut_keeps_to_its_length_and_to_whole_signs(text: str, length: int) -> None:
    short = cut(linked(text), length)

    assert len(short) <= length
    assert "<" not in OURS.sub("", short)
    assert re.findall(r"&(?!(?:amp|lt|gt);)", short) == []


@given(texts)
def test_bold_text_has_no_asterisk_inside(text: str) -> None:
    assert "*" not in bold(text)[1:-1]


def test_links_end_where_their_sentence_goes_on() -> None:
    assert linked("See https://x.org/a?b=1&c=2.") == "See <https://x.org/a?b=1&amp;c=2>."


def test_a_link_that_slack_could_misread_is_shown_as_text() -> None:
    assert link("https://x.org|<!here>", "open") == "open: https://x.org|&lt;!here&gt;"
    assert link("javascript:alert(1)", "open") == "open: javascript:alert(1)"


def test_menus_show_no_raw_mentions() -> None:
    assert plain("Ask <@U0BEN>\nsoon") == "Ask @somebody soon"
