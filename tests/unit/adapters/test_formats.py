"""Formats are files: those of the bot are sound, and a wrong one says what to mend."""

import itertools
from datetime import timedelta
from importlib import resources
from pathlib import Path

import pytest

from bot.adapters.formats import WrongFormat, load_formats
from bot.domain.rules.plan import NoBreak, concerns, scaled
from bot.domain.state.agenda import Activity, minutes, total
from bot.domain.state.formats import Advance, Role, SessionFormat

FORMATS = load_formats()
TEAM = resources.files("bot.formats").joinpath("team.toml").read_text(encoding="utf-8")


def written(folder: Path, content: str) -> Path:
    (folder / "retro.toml").write_text(content, encoding="utf-8")
    return folder


def test_the_team_format_is_for_shared_work_of_half_an_hour_to_two() -> None:
    team = FORMATS["team"]

    assert (team.name, team.title) == ("team", "Team")
    assert (team.shortest_minutes, team.default_minutes, team.longest_minutes) == (30, 60, 120)
    assert team.advance is Advance.AUTO
    assert team.roles == tuple(Role)


def test_deep_work_is_quiet_solo_is_alone_and_both_ask_for_goals() -> None:
    deep, solo, coworking = (FORMATS[name] for name in ("deep", "solo", "coworking"))

    assert [each.quiet for each in (deep, solo, coworking)] == [True, False, False]
    assert [each.alone for each in (deep, solo, coworking)] == [False, True, False]
    assert all(each.goals for each in (deep, solo, coworking))
    assert next(iter(FORMATS)) == "team"


def test_two_hours_of_deep_work_have_a_break_after_fifty_minutes() -> None:
    items = scaled(FORMATS["deep"], timedelta(minutes=120))

    steps = [f"{item.title} {minutes(item.timebox)}" for item in items]
    assert steps == [
        "Set goals 5",
        "Focus 50",
        "Break 10",
        "Focus (continued) 50",
        "Goals and wins 5",
    ]


@pytest.mark.parametrize("length", [30, 60, 120])
def test_people_who_work_side_by_side_always_have_a_break_to_check_in(length: int) -> None:
    items = scaled(FORMATS["coworking"], timedelta(minutes=length))

    assert [item.activity for item in items] == [
        Activity.CHECK_IN,
        Activity.WORK,
        Activity.BREAK,
        Activity.WORK,
        Activity.WINS,
    ]


TEAM_AGENDAS = {
    30: "Check-in 3, Agree on the plan 5, Work on it 14, Review together 5, Next steps and wins 3",
    60: "Check-in 5, Agree on the plan 10, Work on it 30, Review together 10, "
    "Next steps and wins 5",
    120: "Check-in 10, Agree on the plan 15, Work on it 30, Break 10, Work on it (continued) 25, "
    "Review together 20, Next steps and wins 10",
}


@pytest.mark.parametrize("length", TEAM_AGENDAS)
def test_the_team_agenda_grows_with_the_length(length: int) -> None:
    items = scaled(FORMATS["team"], timedelta(minutes=length))

    steps = [f"{item.title} {minutes(item.timebox)}" for item in items]
    assert ", ".join(steps) == TEAM_AGENDAS[length]


def test_a_brainstorm_keeps_no_names_and_gives_three_votes() -> None:
    brainstorm = FORMATS["brainstorm"]

    assert (brainstorm.anonymous, brainstorm.votes) == (True, 3)
    assert not FORMATS["team"].anonymous


@pytest.mark.parametrize("length", range(30, 121))
def test_no_break_comes_into_the_midst_of_silent_ideas_or_of_a_vote(length: int) -> None:
    items = scaled(FORMATS["brainstorm"], timedelta(minutes=length))

    found = [item.activity for item in items]
    assert (found.count(Activity.IDEAS), found.count(Activity.VOTE)) == (1, 1)


@pytest.mark.parametrize("session_format", FORMATS.values(), ids=FORMATS)
def test_every_length_of_a_format_has_its_agenda(session_format: SessionFormat) -> None:
    shortest, longest = session_format.shortest_minutes, session_format.longest_minutes
    step = 1 if longest <= 120 else 30
    for whole in (*range(shortest, longest, step), longest):
        length = timedelta(minutes=whole)
        items = scaled(session_format, length)

        assert sum((item.timebox for item in items), timedelta()) == length
        assert not any(isinstance(each, NoBreak) for each in concerns(items, length))


@pytest.mark.parametrize("session_format", FORMATS.values(), ids=FORMATS)
def test_a_format_gives_everybody_something_to_do(session_format: SessionFormat) -> None:
    for activity in Activity:
        tasks = session_format.tasks[activity]

        assert tasks.roles.keys() >= set(session_format.roles)
        assert len(set(tasks.everybody)) >= 3


def test_a_file_in_a_folder_is_a_format_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("no format")

    formats = load_formats(written(tmp_path, TEAM))

    assert list(formats) == ["retro"]
    assert formats["retro"].name == "retro"


ROUND = "[tasks.round]\nfacilitator = 'a'\ntimekeeper = 'b'\neverybody = ['c']\n"
WRONG = {
    "not TOML": ("title =", "title", "retro.toml is not TOML. "),
    "missing": ("default_minutes = 60\n", "", "retro.toml, line 1, default_minutes: add this key."),
    "unknown": ("title =", "colour = 1\ntitle =", "retro.toml, line 4, colour: take this key out"),
    "its own name": ("title =", "name = 'x'\ntitle =", "line 4, name: take this key out, it means"),
    "no table": ("[close]", "[tasks]\nwork = 1\n[close]", "line 49, tasks.work: make it a table."),
    "too long a title": ("Team", "T" * 76, "title: String should have at most 75 characters."),
    "too long a sentence": (
        "roles =",
        f"quiz = ['{'x' * 201}']\nroles =",
        "at most 200 characters",
    ),
    "no minutes": ("roles =", "day_minutes = 0\nroles =", "day_minutes: Input should be greater"),
    "no task": (
        "[close]",
        "[tasks.wins]\neverybody = []\n[close]",
        "line 49, tasks.wins.everybody: Tuple should have at least 1 item",
    ),
    "no weight": ("weight = 6", "weight = 0", "agenda.2.weight: Input should be greater than 0"),
    "type": ("weight = 6", "weight = 'six'", "toml, line 30, agenda.2.weight: Input should be a"),
    "missing in a list": ("weight = 6\n", "", "retro.toml, line 27, agenda.2.weight: add this key"),
    "text for minutes": ("at_least = 12", 'at_least = "12"', "agenda.2.at_least: Input should be"),
    "empty": (
        'summary = "',
        'summary = ""#',
        "line 5, summary: String should have at least",
    ),
    "activity": ('"share"', '"shout"', "agenda.3.activity: Input should be 'work', 'break'"),
    "task": (
        "[close]",
        "[tasks.veto]\neverybody = ['x']\n[close]",
        "line 48, tasks.veto: Input should",
    ),
    "default": ("default_minutes = 60", "default_minutes = 20", "default_minutes: choose 30 to"),
    "bounds": ("at_most = 75", "at_most = 7", "agenda.2.at_most: make it no less than at_least."),
    "votes": ("advance =", "votes = 11\nadvance =", "line 10, votes: Input should be less than"),
    "role": ("[close]", f"{ROUND}[close]", "line 48, tasks.round.scribe: add a sentence for this"),
    "group size": ("roles =", "group_size = 1\nroles =", "line 11, group_size: Input should be"),
    "too many questions": ("roles =", "quiz = ['a', 'b', 'c', 'd']\nroles =", "quiz: Tuple should"),
    "too short": ("shortest_minutes = 30", "shortest_minutes = 20", "agenda: change at_least or"),
    "too long": ("longest_minutes = 120", "longest_minutes = 400", "At 400 minutes: Team: the"),
}


@pytest.mark.parametrize(("old", "new", "says"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_told_with_its_key_and_the_fix(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    folder = written(tmp_path, TEAM.replace(old, new, 1))

    with pytest.raises(WrongFormat) as wrong:
        load_formats(folder)

    assert says in str(wrong.value)


CLASHES = {
    "a name": (
        "usual = true",
        'spellings = ["Team"]',
        "line 6, spellings: take out team, it stands",
    ),
    "a spelling": ("usual = true", 'spellings = ["a", "A"]', "take out a, it stands for team."),
    "two usual ones": ("", "", "line 6, usual: take it out, retro.toml has it."),
}


@pytest.mark.parametrize(("old", "new", "says"), CLASHES.values(), ids=CLASHES)
def test_formats_that_do_not_go_together_are_told(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    folder = written(tmp_path, TEAM)
    (tmp_path / "team.toml").write_text(TEAM.replace(old, new) if old else TEAM, encoding="utf-8")

    with pytest.raises(WrongFormat) as wrong:
        load_formats(folder)

    assert says in str(wrong.value)


def test_the_usual_format_comes_first() -> None:
    assert next(iter(FORMATS)) == "team"
    assert [each.name for each in FORMATS.values() if each.usual] == ["team"]


def test_what_a_format_says_about_an_activity_stands_in_place_of_the_usual(tmp_path: Path) -> None:
    own = ROUND.replace("round", "wins").replace("every", "scribe = 's'\nevery")

    retro = load_formats(written(tmp_path, TEAM + own))["retro"]

    assert retro.tasks[Activity.WINS].everybody == ("c",)
    assert retro.tasks[Activity.WORK] == FORMATS["team"].tasks[Activity.WORK]


@pytest.mark.parametrize(
    ("length", "days", "day"), [(240, 1, 240), (480, 1, 480), (960, 2, 480), (2400, 5, 480)]
)
def test_a_workshop_takes_half_a_day_to_five_with_long_breaks(
    length: int, days: int, day: int
) -> None:
    items = scaled(FORMATS["workshop"], timedelta(minutes=length))

    nights = [at for at, item in enumerate(items) if item.is_day_break]
    borders = [-1, *nights, len(items)]
    each_day = [items[a + 1 : b] for a, b in itertools.pairwise(borders)]
    assert len(each_day) == days
    for steps in each_day:
        assert abs(minutes(total(steps)) - day) < 5
        long_breaks = [item for item in steps if item.title == "Long break"]
        assert [minutes(item.timebox) for item in long_breaks] == [45] * (day > 300)
    assert len({item.title for item in items if not item.is_break}) == sum(
        not item.is_break for item in items
    )
