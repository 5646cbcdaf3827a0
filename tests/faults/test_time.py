"""The machine sleeps, the clock jumps, the summer ends: the session stands where the clock says."""

import asyncio
import re
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from demo.bot_process import BotProcess
from demo.stage import open_stage
from tests.support.crew import Crew
from tests.support.story import FASTER, PEOPLE, Story, started
from tests.support.watching import LOOK_EVERY, becomes, in_postgres, in_sqlite

AGENDA = "Check-in 5\nDraft 10\nReview 5\nShare 10"
AWAY = "I was away"
ABSENCE = re.compile(rf"{AWAY} for (\d+) min")
OPEN_TRANSACTIONS = (
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
    " AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
)
# A summer's last night in Berlin: at 01:00 UTC its clocks go back from three to two.
LAST_OF_SUMMER = datetime(2026, 10, 25, 0, 50, tzinfo=UTC)
BEFORE_MIDNIGHT = datetime(2026, 11, 24, 23, 40, tzinfo=UTC)


def steps(story: Story) -> list[str]:
    return [key for key in story.keys if key.startswith("step:")]


def absences(story: Story) -> int:
    return sum(AWAY in post.readable() for post in story.posts)


async def reaches_step_two(story: Story) -> None:
    await started(story, AGENDA)
    await story.flow_to("10:06")
    await story.comes("step:2")


async def sleeps_from_step_two(story: Story, bot: BotProcess) -> None:
    await reaches_step_two(story)
    bot.freeze()
    story.jump_to("10:26")


async def test_the_machine_sleeps_for_20_minutes_in_step_2(story: Story) -> None:
    bot = story.stage.bot
    await sleeps_from_step_two(story, bot)
    bot.thaw()

    await story.comes("step:4")
    await story.card_says("Step 4 of 4 · Share")
    await story.person("Ben").sees(AWAY, in_thread=story.post("card"))
    assert steps(story) == ["step:1", "step:2", "step:4"]
    assert absences(story) == 1


async def test_a_click_is_the_first_thing_after_the_sleep(story: Story) -> None:
    bot, ben = story.stage.bot, story.person("Ben")
    await sleeps_from_step_two(story, bot)
    await wakes_to_a_click(story, bot)

    await ben.sees(AWAY, in_thread=story.post("card"))
    await story.card_says("2 taking part")
    await story.card_says("Step 4 of 4 · Share")
    await story.comes("step:4")
    assert steps(story) == ["step:1", "step:2", "step:4"]
    assert absences(story) == 1


async def wakes_to_a_click(story: Story, bot: BotProcess) -> None:
    """Click in the moment in which the machine wakes."""

    async def wakes() -> None:
        bot.thaw()

    await asyncio.gather(story.person("Ben").clicks("Join", on=story.post("card")), wakes())


async def all_sleep_between_transactions(crew: Crew) -> None:
    """Whoever sleeps within one holds its locks, and the others cannot wake before it."""
    machines = (crew.web, *crew.workers)
    for machine in machines:
        machine.freeze()
    while in_postgres(crew.web.database, OPEN_TRANSACTIONS):
        for machine in machines:
            machine.thaw()
        await asyncio.sleep(LOOK_EVERY)
        for machine in machines:
            machine.freeze()


async def test_a_click_is_the_first_thing_after_the_sleep_of_web_and_workers(crew: Crew) -> None:
    """The web process wakes first, and does not know yet what the workers missed."""
    story = crew.story
    await reaches_step_two(story)
    await all_sleep_between_transactions(crew)
    story.jump_to("10:26")
    await wakes_to_a_click(story, crew.web)
    for worker in crew.workers:
        worker.thaw()

    await story.comes("step:4")
    await story.person("Ben").sees(AWAY, in_thread=story.post("card"))
    await story.card_says("2 taking part")
    assert steps(story) == ["step:1", "step:2", "step:4"]
    assert absences(story) == 1


async def test_the_clock_jumps_back_and_forth(story: Story, tmp_path: Path) -> None:
    """To the bot a leap forward is an absence, as that of a machine that slept; one back is not."""
    card = await started(story, AGENDA)
    await story.flow_to("10:06")
    await story.comes("step:2")
    for clock in ("10:03", "10:07", "09:30", "10:08"):
        story.jump_to(clock)
        await becomes(partial(beats_at, tmp_path, clock), f"the bot sees that it is {clock}")
        await story.person("Ben").says(f"!idea At {clock}", in_thread=card)
    await story.card_says("4 ideas")
    await story.card_says("Step 2 of 4 · Draft · until 10:15")
    await story.flow_to("10:16")
    await story.comes("step:3")

    assert steps(story) == ["step:1", "step:2", "step:3"]
    assert ABSENCE.findall("\n".join(post.readable() for post in story.posts)) == ["4", "38"]
    assert [key for key, count in Counter(story.keys).items() if count > 1] == []


def beats_at(folder: Path, clock: str) -> bool:
    """Whether the clock was kept at this time last."""
    ((at,),) = in_sqlite(folder / "worksession.sqlite3", "SELECT at FROM heartbeats")
    return clock in str(at)


async def test_a_daylight_saving_change_in_the_middle(tmp_path: Path) -> None:
    async with open_stage(tmp_path, PEOPLE, LAST_OF_SUMMER) as stage:
        story, ben = Story(stage), stage.person("Ben")
        await ben.runs('/worksession start "A spec" 45m')
        await ben.clicks("Start", on=await ben.sees("A spec"))
        await ben.sees("Step 1 of 5 · Check-in · until 02:55 · session ends 02:35")
        await story.flow_to("01:02")
        await ben.sees("Step 2 of 5 · Agree on the plan · until 02:05")
        await story.flow_to("01:34")
        await ben.sees("Step 5 of 5 · Next steps and wins · until 02:35")
        await story.flow_to("01:36")
        await story.card_says("The agenda is through")

        assert absences(story) == 0
        assert [key for key, count in Counter(story.keys).items() if count > 1] == []


async def test_a_session_goes_over_midnight(tmp_path: Path) -> None:
    async with open_stage(tmp_path, PEOPLE, BEFORE_MIDNIGHT) as stage:
        story, ana, ben = Story(stage), stage.person("Ana"), stage.person("Ben")
        await ana.runs('/worksession start "A spec" 60m')
        plan = await ana.sees("1 h in 5 steps, ends Nov 25, 2026 at 00:40")
        await ana.clicks("Start", on=plan)
        card = await story.comes("card")
        await story.card_says("until 23:45 · session ends Nov 25, 2026 at 00:40")
        await ben.clicks("Join", on=card)
        await story.flow_to("23:59")
        await story.card_says("Step 3 of 5 · Work on it · until Nov 25, 2026 at 00:25")
        await story.flow_to("+1 0:26", FASTER)
        await story.card_says("Step 4 of 5 · Review together · until 00:35 · session ends 00:40")
        await ana.clicks("+5 min", on=card)
        await ana.sees("5 min more for Review together: until 00:40.", in_thread=card)
        await story.card_says("Step 4 of 5 · Review together · until 00:40")
        await ana.chooses("More", "Undo +5 min", on=card)
        await story.flow_to("0:41", FASTER)
        await ana.sees("The agenda is through", in_thread=card)
        await ana.clicks("Close", on=card)
        await ana.fills("How did it turn out?", "Met")
        await ana.clicks("Close and post")

        recap = await story.comes("recap")
        assert "Planned 1 h, took 1 h" in recap.readable()
        assert absences(story) == 0
        assert [key for key, count in Counter(story.keys).items() if count > 1] == []
