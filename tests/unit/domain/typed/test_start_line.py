# ruff: noqa: RUF001 - people paste dashes and quotes of every kind
"""The line after `/worksession start` says what to make, how long and in which format."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.formats import load_formats
from bot.domain.state.formats import Advance, formats_by_word
from bot.domain.typed.start_line import StartLine, format_called, read_start_line, write_start_line

FORMATS = {"team": "team", "solo": "solo"}
SPEC = StartLine(outcome="API spec", minutes=60)
LINES = {
    "": StartLine(),
    "60": StartLine(minutes=60),
    "1h30": StartLine(minutes=90),
    "API spec": StartLine(outcome="API spec"),
    "API spec 60": SPEC,
    "API spec 60 min": SPEC,
    "API spec, 60m": SPEC,
    "60m API spec": SPEC,
    "API spec (an hour)": SPEC,
    '"API spec" 60m': SPEC,
    '60 "API spec"': SPEC,
    "“API spec” 60": SPEC,
    "„API spec“ 60": SPEC,
    "«API spec», 60 min": SPEC,
    "'API spec' 60m": SPEC,
    "‘API spec’ 60m": SPEC,
    '"API spec 60m': SPEC,
    'API spec" 60m': SPEC,
    '"API spec" 60m "': SPEC,
    "  API\u00a0spec   60m ": SPEC,
    'team "API spec" 60m manual': StartLine(
        outcome="API spec", minutes=60, format="team", advance=Advance.MANUAL
    ),
    "Solo API spec auto": StartLine(outcome="API spec", format="solo", advance=Advance.AUTO),
    "API spec by hand": StartLine(outcome="API spec", advance=Advance.MANUAL),
    "90 min team": StartLine(minutes=90, format="team"),
    '"60m team"': StartLine(outcome="60m team"),
    '"A" and "B" 60m': StartLine(outcome='"A" and "B"', minutes=60),
    'Write (the "best") spec 60m': StartLine(outcome='Write (the "best") spec', minutes=60),
    "half a day API spec": StartLine(outcome="API spec", days=0.5),
    "API spec 2d": StartLine(outcome="API spec", days=2),
    "API spec, 3 Tage team": StartLine(outcome="API spec", days=3, format="team"),
    "API spec for two days": StartLine(outcome="API spec", days=2),
    "a full day API spec": StartLine(outcome="API spec", days=1),
    'Write 60m "A"x': StartLine(outcome='Write "A"x', minutes=60),
}
SENTENCES = {
    "Fix 5 bugs": StartLine(outcome="Fix 5 bugs"),
    "Close ticket 45": StartLine(outcome="Close ticket 45"),
    "Goals for 2025": StartLine(outcome="Goals for 2025"),
    "Plan the 60 min workshop day": StartLine(outcome="Plan the 60 min workshop day"),
    "Plan the two days off": StartLine(outcome="Plan the two days off"),
    "Launch one day": StartLine(outcome="Launch one day"),
    "Plan for the team": StartLine(outcome="Plan for the team"),
    "update the manual 60": StartLine(outcome="update the manual", minutes=60),
    "Don't panic 60m": StartLine(outcome="Don't panic", minutes=60),
    "Ana's and Ben's notes": StartLine(outcome="Ana's and Ben's notes"),
    "60m 45m": StartLine(outcome="60m", minutes=45),
    '"how to run a solo" 60': StartLine(outcome="how to run a solo", minutes=60),
    "a solo 60": StartLine(outcome="a solo", minutes=60),
    "team spec solo": StartLine(outcome="team spec", format="solo"),
}


@pytest.mark.parametrize("text", LINES | SENTENCES)
def test_options_stand_at_the_ends_and_the_rest_is_the_outcome(text: str) -> None:
    line = read_start_line(text, FORMATS)

    assert line == (LINES | SENTENCES)[text]


def test_a_format_can_be_called_by_its_other_names() -> None:
    line = read_start_line("co-working 50", {"coworking": "coworking", "co-working": "coworking"})

    assert line == StartLine(minutes=50, format="coworking")


def test_a_format_of_ones_own_is_a_format() -> None:
    line = read_start_line("Retro 50", {"retro": "retro"})

    assert line == StartLine(minutes=50, format="retro")


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (StartLine(outcome="API spec", minutes=9, format="team"), '"API spec" 120 team'),
        (StartLine(outcome='The "best" spec', days=9), 'The "best" spec 120'),
        (StartLine(minutes=9, advance=Advance.MANUAL), "120 manual"),
    ],
)
def test_a_start_line_is_given_back_with_another_length(line: StartLine, written: str) -> None:
    assert write_start_line(line, "120") == written
    assert read_start_line(written, FORMATS) == replace(line, minutes=120, days=None)


WORDS = st.lists(st.from_regex(r"[b-z]{4,8}", fullmatch=True).map("x".__add__), min_size=1)
OPTIONS = st.permutations(["45 min", "team", "by hand"])


@given(WORDS, OPTIONS, OPTIONS, st.integers(0, 4))
def test_no_word_is_lost(words: list[str], first: list[str], last: list[str], cut: int) -> None:
    before, after = first[:cut], [each for each in last if each not in first[:cut]]

    line = read_start_line(" ".join(before + words + after), FORMATS)

    assert line == StartLine(
        outcome=" ".join(words),
        minutes=45,
        format="team",
        advance=Advance.MANUAL,
    )


@given(st.text())
def test_a_start_line_without_options_is_all_outcome(text: str) -> None:
    line = read_start_line(text, FORMATS)

    kept = [each for each in text if each.isalpha()]
    options = line != StartLine(outcome=line.outcome)
    assert options or [each for each in line.outcome if each.isalpha()] == kept


@pytest.mark.parametrize(
    ("word", "name"),
    [("team", "team"), ("Co-Working", "coworking"), ("deep  work", "deep"), ("lunch", None)],
)
def test_a_format_is_known_by_every_word_that_stands_for_it(word: str, name: str | None) -> None:
    assert format_called(word, formats_by_word(load_formats())) == name
