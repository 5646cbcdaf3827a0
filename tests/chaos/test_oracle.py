"""The oracle is worth something only if it can say no."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.chaos.oracle import Case, Found, Kind, Said, Spot, Tick, Wanted, problems_of
from tests.chaos.refusals import refused_in

CHANNEL = Spot("C1")
THREAD = Spot("C1", "1.0")
CLOSED_AT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
BEFORE = CLOSED_AT - timedelta(seconds=1)
SAID = Said(text="Ship on Friday", taken_at=BEFORE)
TICK = Tick(step="step:1", person="Ana", in_slack=True, in_bot=True, taken_at=BEFORE)

GOOD = Case(
    session="s1",
    wanted=(
        Wanted(key="card", spot=CHANNEL, content="Closed"),
        Wanted(key="step:1", spot=THREAD, content="Over"),
        Wanted(key="line:3", spot=THREAD),
        Wanted(key="recap", spot=CHANNEL, content="Ship on Friday"),
    ),
    found=(
        Found(key="card", spot=CHANNEL, ts="1.0", content="Closed"),
        Found(key="step:1", spot=THREAD, ts="2.0", content="Over"),
        Found(key="line:3", spot=THREAD, ts="3.0", content="Paused"),
        Found(key="recap", spot=CHANNEL, ts="4.0", content="Ship on Friday"),
    ),
    turns={"card": 1, "step:1": 2, "line:3": 3, "recap": 9},
    recap="Ship on Friday",
    closed_at=CLOSED_AT,
    said=(SAID,),
    ticks=(TICK,),
    presses={"+5 min": 2},
    taken={"+5 min": 1},
    effects={"+5 min": 1},
)


def kinds(case: Case) -> list[Kind]:
    return [problem.kind for problem in problems_of(case)]


def test_a_session_that_is_as_it_should_be_has_no_problems() -> None:
    assert kinds(GOOD) == []


def test_a_post_that_stands_there_twice_is_doubled() -> None:
    again = replace(GOOD.found[2], ts="5.0")

    assert kinds(replace(GOOD, found=(*GOOD.found, again))) == [Kind.DOUBLED]


def test_nothing_of_a_discarded_session_may_be_left() -> None:
    discarded = Case(session="s1", wanted=(), found=(), turns={}, discarded=True)

    assert kinds(discarded) == []
    assert kinds(replace(discarded, found=GOOD.found[1:2])) == [Kind.LEFT_BEHIND]


def test_a_post_that_is_wanted_and_not_there_is_lost() -> None:
    without = tuple(each for each in GOOD.found if each.key != "step:1")

    (problem,) = problems_of(replace(GOOD, found=without))

    assert (problem.kind, problem.session, problem.key) == (Kind.LOST, "s1", "step:1")


def test_a_post_in_the_wrong_place_is_lost_where_it_should_be() -> None:
    astray = replace(GOOD.found[2], spot=CHANNEL)

    assert kinds(replace(GOOD, found=(*GOOD.found[:2], astray, GOOD.found[3]))) == [Kind.LOST]


def test_posts_that_changed_places_in_the_thread_are_out_of_order() -> None:
    card, step, line, recap = GOOD.found
    swapped = (card, replace(step, ts="3.0"), replace(line, ts="2.0"), recap)

    assert kinds(replace(GOOD, found=swapped)) == [Kind.OUT_OF_ORDER]


def test_the_order_is_one_of_each_thread_and_channel() -> None:
    card, step, line, recap = GOOD.found
    late_in_thread = (card, replace(step, ts="7.0"), replace(line, ts="8.0"), recap)

    assert kinds(replace(GOOD, found=late_in_thread)) == []


def test_a_living_post_that_says_something_old_is_stale() -> None:
    old = replace(GOOD.found[0], content="Step 1 of 3")

    assert kinds(replace(GOOD, found=(old, *GOOD.found[1:]))) == [Kind.STALE]


def test_a_capture_that_was_taken_and_is_not_in_the_recap_is_lost() -> None:
    assert kinds(replace(GOOD, recap="")) == [Kind.CAPTURES_LOST]


def test_a_capture_that_stands_in_the_recap_twice_is_doubled_however_it_came() -> None:
    never_taken = replace(SAID, taken_at=None)

    assert kinds(replace(GOOD, recap=SAID.text * 2, said=(never_taken,))) == [Kind.CAPTURES_DOUBLED]


def test_a_capture_that_nobody_took_or_took_after_the_close_may_be_missing() -> None:
    late = replace(SAID, taken_at=CLOSED_AT)
    never = replace(SAID, taken_at=None)

    assert kinds(replace(GOOD, recap="", said=(late, never))) == []


def test_a_tick_that_the_bot_has_otherwise_than_slack_is_wrong() -> None:
    assert kinds(replace(GOOD, ticks=(replace(TICK, in_bot=False),))) == [Kind.TICKS_WRONG]
    assert kinds(replace(GOOD, ticks=(replace(TICK, in_slack=False),))) == [Kind.TICKS_WRONG]
    assert kinds(replace(GOOD, ticks=(replace(TICK, in_bot=False, taken_at=None),))) == []


def test_a_press_that_had_its_effect_twice_is_doubled() -> None:
    assert kinds(replace(GOOD, effects={"+5 min": 3})) == [Kind.PRESSES_DOUBLED]


def test_a_press_that_was_taken_and_had_no_effect_is_lost() -> None:
    assert kinds(replace(GOOD, effects={})) == [Kind.PRESSES_LOST]
    assert kinds(replace(GOOD, effects={}, taken={})) == []


def test_a_press_that_the_bot_says_it_refused_was_not_taken() -> None:
    line = '{"action": "delivery", "delivery": "%s", "outcome": "%s"}'
    log = "\n".join((line % ("1.a", "done"), line % ("2.b", "refused"), line % ("3.c", "failed")))

    assert refused_in([log, line[:30]]) == {"2.b", "3.c"}
