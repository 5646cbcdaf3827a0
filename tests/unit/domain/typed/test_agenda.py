# ruff: noqa: RUF001 - people paste dashes and quotes of every kind
"""An agenda is read the way people write it, and no line of it is lost."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.state.agenda import MINUTE, NO_TIME, Activity, Owner, PlannedItem, minutes
from bot.domain.state.identity import PersonId
from bot.domain.typed.agenda import read_agenda, write_agenda


def the_item(line: str) -> PlannedItem:
    read = read_agenda(line)
    assert read.unreadable == ()
    (item,) = read.items
    return item


def the_suggestion(line: str) -> str:
    read = read_agenda(line)
    assert read.items == ()
    (unreadable,) = read.unreadable
    return unreadable.suggestion


LENGTHS = {
    "Intro 5": ("Intro", 5),
    "Intro - 5 min": ("Intro", 5),
    "Intro – 5min.": ("Intro", 5),
    "Intro: 5": ("Intro", 5),
    "Intro (5)": ("Intro", 5),
    "Intro for 5 minutes": ("Intro", 5),
    "Intro 5'": ("Intro", 5),
    "Intro 5’": ("Intro", 5),
    "Intro, 5 min, @ana": ("Intro", 5),
    "10m Draft": ("Draft", 10),
    "5 minutes intro": ("intro", 5),
    "5-minute intro": ("intro", 5),
    "5 minutes of silence": ("silence", 5),
    "Intro (15 min): who is who": ("Intro: who is who", 15),
    "Intro - 15 min - who is who": ("Intro - who is who", 15),
    "1h Deep work": ("Deep work", 60),
    "1h30 Draft": ("Draft", 90),
    "1:30 h Draft": ("Draft", 90),
    "Draft 1h 15 min": ("Draft", 75),
    "Draft 1 hour and 5 minutes": ("Draft", 65),
    "Draft 1.5 hours": ("Draft", 90),
    "Draft 1,5h": ("Draft", 90),
    "Draft half an hour": ("Draft", 30),
    "Draft (a quarter of an hour)": ("Draft", 15),
    "An hour and a half: draft": ("draft", 90),
    "Intro 20 Minuten": ("Intro", 20),
    "9:00-9:20 Intro": ("Intro", 20),
    "9:00 – 9:20 Intro": ("Intro", 20),
    "Intro (9.00 to 9.20)": ("Intro", 20),
    "11:30am - 12:15pm Intro": ("Intro", 45),
    "12:50-1:10 Intro": ("Intro", 20),
    "23:50-0:10 Intro": ("Intro", 20),
    "9:00 Intro 5": ("Intro", 5),
    "Intro\u00a0\u200b5\u202fmin": ("Intro", 5),
    "Intro １５": ("Intro", 15),
    "🎉 Intro 5": ("🎉 Intro", 5),
    "“Intro” 5": ("Intro", 5),
    "**Intro** – 5 min": ("Intro", 5),
    "R&D 5": ("R&D", 5),
    "Plan 480": ("Plan", 480),
    "Plan 1": ("Plan", 1),
}
TITLES_WITH_NUMBERS = {
    "Review PR 1234 15": ("Review PR 1234", 15),
    "Top 3 ideas 10": ("Top 3 ideas", 10),
    "Q3 plan (20 min)": ("Q3 plan", 20),
    "10m Read chapter 3": ("Read chapter 3", 10),
    "Chapter: 3": ("Chapter", 3),
    "Sprint 42 retro 30": ("Sprint 42 retro", 30),
    "Watch the 5 min video 10": ("Watch the 5 min video", 10),
    "Music of the 90s 10": ("Music of the 90s", 10),
    "Draft 5 min 10 min": ("Draft 5 min", 10),
    "Budget 1,500 10": ("Budget 1,500", 10),
}


@pytest.mark.parametrize("line", LENGTHS | TITLES_WITH_NUMBERS)
def test_a_line_gives_its_title_and_its_minutes(line: str) -> None:
    item = the_item(line)

    assert (item.title, minutes(item.timebox)) == (LENGTHS | TITLES_WITH_NUMBERS)[line]


@pytest.mark.parametrize(
    "lead", ["- ", "* ", "• ", "– ", "[ ] ", "- [x] ", "☐", "1. ", "2) ", "> "]
)
def test_bullets_and_numbers_before_a_line_are_no_part_of_it(lead: str) -> None:
    item = the_item(f"  {lead}Review 20")

    assert item == PlannedItem(title="Review", timebox=20 * MINUTE)


UNREADABLE = {
    "Review": "Review 10",
    "Top 3 ideas": "Top 3 ideas 10",
    "Review PR 1234": "Review PR 1234 10",
    "Review PR-15": "Review PR-15 10",
    "Read chapter 3": "Read chapter 3 10",
    "Goals for 2025": "Goals for 2025 10",
    "Watch the 5 min video": "Watch the 5 min video 10",
    "Break": "Break 10",
    "Plan 500": "Plan 480",
    "Plan 9h": "Plan 480",
    "Plan 0": "Plan 10",
    "90s Intro": "Intro 2",
    "Intro 20 seconds": "Intro 1",
    "Draft 1.33h": "Draft 80",
    "10 min": "Work 10",
    "@ana": "Work 10 @ana",
    "5 #checkin": "Check-in 5",
    "9:00 Intro": "Intro 10",
    "Draft 10 #idaes": "Draft 10 #ideas",
    "Draft 10 #zzz": "Draft 10",
    "Draft 10 #vote, #share": "Draft 10 #vote",
    "Pair @ana and @ben 20": "Pair @ben 20 @ana",
    "☕": "☕ 10",
}


@pytest.mark.parametrize("line", UNREADABLE)
def test_an_unreadable_line_comes_with_one_to_type_instead(line: str) -> None:
    suggestion = the_suggestion(line)

    assert suggestion == UNREADABLE[line]


def test_a_long_title_is_not_cut_without_asking() -> None:
    (unreadable,) = read_agenda("word " * 40 + "15").unreadable

    assert unreadable.text == "word " * 40 + "15"
    assert the_item(unreadable.suggestion).title == ("word " * 30)[:149] + "…"


def test_in_a_line_that_is_longer_than_any_item_no_mark_is_looked_for() -> None:
    """Looking for them takes longer and longer, and there is no item to find."""
    (unreadable,) = read_agenda("( " * 400 + "15 min").unreadable

    assert the_item(unreadable.suggestion).timebox == 10 * MINUTE


def test_unreadable_lines_are_numbered_as_typed() -> None:
    read = read_agenda("Intro 5\r\n\r\n  Review \r\nDraft 10")

    assert [item.title for item in read.items] == ["Intro", "Draft"]
    assert [(each.number, each.text) for each in read.unreadable] == [(3, "Review")]


OWNERS = {
    "Draft 10 @ana": Owner(name="ana"),
    "Draft @ana 10": Owner(name="ana"),
    "@ana: Draft 10": Owner(name="ana"),
    "@ana Draft 10": Owner(name="ana"),
    "Draft (10 min, @ana.b)": Owner(name="ana.b"),
    "Draft by @ana 10": Owner(name="ana"),
    "Draft 10 owner: @ana.": Owner(name="ana"),
    'Draft 10 @"Ana Silva"': Owner(name="Ana Silva"),
    "Draft 10 <@U123>": Owner(person=PersonId("U123")),
    "<@U123|ana> Draft 10": Owner(person=PersonId("U123")),
    "Draft 10": None,
}


@pytest.mark.parametrize("line", OWNERS)
def test_an_owner_is_somebody_slack_knows_or_a_name(line: str) -> None:
    item = the_item(line)

    assert item == PlannedItem(title="Draft", timebox=10 * MINUTE, owner=OWNERS[line])


def test_somebody_mentioned_in_a_sentence_does_not_own_it() -> None:
    item = the_item("Ask @ana and ben@example.com 10 @li")

    assert (item.title, item.owner) == ("Ask @ana and ben@example.com", Owner(name="li"))


ACTIVITIES = {
    "Break": Activity.BREAK,
    "☕ Coffee break": Activity.BREAK,
    "Short break": Activity.BREAK,
    "Lunch": Activity.BREAK,
    "Pause": Activity.BREAK,
    "Break down the epic": Activity.WORK,
    "Plan the break": Activity.WORK,
    "Check-in": Activity.CHECK_IN,
    "Check-in: how are you?": Activity.CHECK_IN,
    "Check in the code": Activity.WORK,
    "Ideas": Activity.IDEAS,
    "Brainstorm names": Activity.IDEAS,
    "Vote on ideas": Activity.VOTE,
    "Dot voting": Activity.VOTE,
    "Opening round": Activity.ROUND,
    "Demo": Activity.SHARE,
    "Share what we learnt": Activity.SHARE,
    "Wins": Activity.WINS,
    "Draft": Activity.WORK,
    "Draft #ideas": Activity.IDEAS,
    "Draft #Check-In": Activity.CHECK_IN,
    "#vote Draft": Activity.VOTE,
    "Break #work": Activity.WORK,
}


@pytest.mark.parametrize("title", ACTIVITIES)
def test_the_words_of_a_title_or_a_tag_give_the_activity(title: str) -> None:
    item = the_item(f"{title} 10")

    assert item.activity is ACTIVITIES[title]


TABLES = {
    "markdown": "| # | Topic | Time | Owner |\n|---|:--|--:|---|\n"
    "| 1 | Intro | 5 | Ana |\n| 2 | Draft | 1h | <@U12|ben> |\n|3|Wrap|9:00-9:10||",
    "spreadsheet": "What\tWho\tMinutes\nIntro\tAna\t5\nDraft\t<@U12>\t60\nWrap\t\t10",
    "minutes first": "Min | Topic | Who\n5 | Intro | @Ana\n60 | Draft | <@U12>\n10 | Wrap |",
    "no head": "1\tIntro\t5 min\tAna\n2\tDraft\t60 min\t<@U12>\n3\tWrap\t10 min",
    "clocks": "9:00\tIntro\tAna\n9:05\tDraft\t<@U12>\n10:05\tWrap\n10:15\tEnd",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_pasted_table_is_read_row_by_row(table: str) -> None:
    read = read_agenda(table)

    assert read.unreadable == ()
    assert read.items == (
        PlannedItem(title="Intro", timebox=5 * MINUTE, owner=Owner(name="Ana")),
        PlannedItem(title="Draft", timebox=60 * MINUTE, owner=Owner(person=PersonId("U12"))),
        PlannedItem(title="Wrap", timebox=10 * MINUTE),
    )


def test_other_cells_of_a_row_stay_in_its_title() -> None:
    item = the_item("Intro\tslides are in the folder\t5")

    assert item == PlannedItem(title="Intro – slides are in the folder", timebox=5 * MINUTE)


def test_a_row_without_a_length_is_unreadable() -> None:
    suggestion = the_suggestion("| 3 | Wrap | ana |")

    assert suggestion == "Wrap 10 @ana"


def test_heads_and_rulers_are_passed_over() -> None:
    read = read_agenda("Agenda:\n---\nTopic, Time, Owner\n-\nIntro 5")

    assert (len(read.items), read.unreadable, read.passed_over) == (1, (), (1, 2, 3, 4))


@pytest.mark.parametrize("line", ["Topic", "Time 2 start", "Review | Time", "End"])
def test_only_head_words_alone_make_a_head(line: str) -> None:
    read = read_agenda(line)

    assert read.passed_over == ()
    assert len(read.unreadable) == 1


def test_clocks_alone_give_lengths_when_every_line_has_one() -> None:
    read = read_agenda("9.00 Intro\n9.20: Break\n9:30 – Draft 10 min\n9.45 Close")

    assert [(item.title, minutes(item.timebox)) for item in read.items] == [
        ("Intro", 20),
        ("Break", 10),
        ("Draft", 10),
    ]
    assert read.passed_over == (4,)


def test_the_last_of_the_clocks_still_needs_a_length() -> None:
    read = read_agenda("9:00 Intro\n9:20 Next")

    assert [item.title for item in read.items] == ["Intro"]
    assert [each.suggestion for each in read.unreadable] == ["Next 10"]


def test_clocks_on_some_lines_only_are_unreadable_or_part_of_the_title() -> None:
    read = read_agenda("9:00 Intro\n9:20 Next\nDraft 20\n3.11 migration 15")

    assert [each.suggestion for each in read.unreadable] == ["Intro 20", "Next 10"]
    assert [item.title for item in read.items] == ["Draft", "3.11 migration"]


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (PlannedItem(title="Draft", timebox=15 * MINUTE), "Draft 15"),
        (
            PlannedItem(
                title="Draft", timebox=MINUTE, activity=Activity.IDEAS, owner=Owner(name="ana")
            ),
            "Draft 1 @ana #ideas",
        ),
        (PlannedItem(title="Break", timebox=5 * MINUTE, activity=Activity.BREAK), "Break 5"),
        (
            PlannedItem(title="Lunch", timebox=5 * MINUTE, owner=Owner(person=PersonId("U1"))),
            "Lunch 5 <@U1> #work",
        ),
        (
            PlannedItem(title="Draft", timebox=MINUTE, owner=Owner(name="Ana Silva")),
            'Draft 1 @"Ana Silva"',
        ),
        (PlannedItem(title="Read chapter", timebox=3 * MINUTE), "Read chapter 3 min"),
        (PlannedItem(title="Talk to @ana", timebox=3 * MINUTE), '"Talk to @ana" 3'),
        (PlannedItem(title="two\nlines", timebox=3 * MINUTE), "two lines 3"),
    ],
)
def test_the_house_style_says_no_more_than_it_needs(item: PlannedItem, line: str) -> None:
    written = write_agenda([item])

    assert written == line


def test_an_item_that_no_line_can_hold_is_still_written() -> None:
    written = write_agenda([PlannedItem(title="Draft", timebox=600 * MINUTE)])

    assert written == "Draft 600"


WORDS = st.text("abcXYZéß0159 .,:;-–()[]#@|'’&/+*~<>☕", min_size=1, max_size=30)
NOTHING = ["|", "\t", "-", "(", ")", '"', "“", ",", "[ ]", "1.", "and"]
SOMETHING = ["5", "10 min", "1h", "90s", "9:00", "@ana", "<@U1|ana>", "#vote", "#x", "Break"]
HEADS = ["Time", "Owner", "End", "chapter"]
FRAGMENTS = st.sampled_from([*NOTHING, *SOMETHING, *HEADS])
LINES = st.one_of(st.text(), WORDS, st.lists(FRAGMENTS, max_size=7).map(" ".join))
TEXTS = st.lists(LINES, max_size=5).map("\n".join)


@given(TEXTS)
def test_no_line_is_ever_dropped(text: str) -> None:
    read = read_agenda(text)

    typed = [line for line in text.splitlines() if line.strip()]
    assert len(read.items) + len(read.unreadable) + len(read.passed_over) == len(typed)


@given(TEXTS)
def test_what_is_passed_over_says_nothing(text: str) -> None:
    lines = text.splitlines()

    for number in read_agenda(text).passed_over:
        words = "".join(each if each.isalnum() else " " for each in lines[number - 1].lower())
        assert set(words.split()) <= {"time", "owner", "end", "9", "00", "1"}


@given(TEXTS)
def test_what_was_read_reads_the_same_when_written(text: str) -> None:
    items = read_agenda(text).items

    assert read_agenda(write_agenda(items)).items == items


@given(TEXTS)
def test_every_suggestion_can_be_read(text: str) -> None:
    for each in read_agenda(text).unreadable:
        assert len(read_agenda(each.suggestion).items) == 1


TITLES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
ANY_OWNER = (
    st.none()
    | st.builds(Owner, name=st.from_regex(r"[a-zé]+([ .-][a-z]+)?", fullmatch=True))
    | st.builds(Owner, person=st.from_regex("U[A-Z0-9]{1,8}", fullmatch=True))
)
MORNINGS = st.builds(
    lambda day, hour, minute: f"{day}{hour}:{minute:02}",
    st.sampled_from(["", "Mon ", "Sun "]),
    st.integers(0, 23),
    st.integers(0, 59),
)
NIGHTS = st.builds(
    PlannedItem,
    title=TITLES | st.sampled_from(["Day break", "Wait until 9:00", "until", "Overnight"]),
    timebox=st.just(NO_TIME),
    activity=st.just(Activity.DAY_BREAK),
    owner=ANY_OWNER,
    until=MORNINGS,
)
STEPS = st.builds(
    PlannedItem,
    title=TITLES | st.sampled_from(["Day break", "Wait until 9:00", "Night until 9"]),
    timebox=st.integers(1, 480).map(lambda count: count * MINUTE),
    activity=st.sampled_from([each for each in Activity if each is not Activity.DAY_BREAK]),
    owner=ANY_OWNER,
)


@given(st.lists(STEPS | NIGHTS))
def test_any_items_read_back_the_same(items: list[PlannedItem]) -> None:
    written = write_agenda(items)

    assert read_agenda(written).items == tuple(items)


@given(st.lists(st.from_regex(r"[a-zA-Z]{2,9}", fullmatch=True), min_size=1, max_size=6))
def test_every_word_of_a_title_is_kept(words: list[str]) -> None:
    line = " ".join(words)
    assume(read_agenda(line).passed_over == ())

    item = the_item(f"{line}: 20 min @ana")

    assert replace(item, activity=Activity.WORK) == PlannedItem(
        title=line, timebox=20 * MINUTE, owner=Owner(name="ana")
    )


def test_lines_with_clocks_go_on_in_the_morning() -> None:
    read = read_agenda("16:00 Draft\n17:00 Day break until 9:00\n9:00 Review\n9:30 End")

    assert [(item.title, item.timebox) for item in read.items] == [
        ("Draft", 60 * MINUTE),
        ("Day break", NO_TIME),
        ("Review", 30 * MINUTE),
    ]
