"""SIGTERM: the process ends within five seconds, and the next start goes on from there."""

import asyncio
import time
from collections import Counter
from pathlib import Path

import pytest

from demo.bot_process import STOP_SECONDS, BotProcess
from localslack import faults
from tests.faults.test_database_faults import FILE, locked
from tests.support.crew import Crew
from tests.support.story import Story, started
from tests.support.watching import becomes

CAPTURES = 8


async def stops(bot: BotProcess) -> None:
    began = time.monotonic()
    assert await bot.stop() == 0
    assert time.monotonic() - began < STOP_SECONDS


def doubled(story: Story) -> list[str]:
    return [key for key, count in Counter(story.keys).items() if count > 1]


async def test_an_idle_bot(story: Story) -> None:
    await stops(story.stage.bot)


async def test_during_a_burst(story: Story) -> None:
    slack, ben = story.stage.slack, story.person("Ben")
    card = await started(story)
    for number in range(CAPTURES):
        await ben.says(f"!idea Number {number}", in_thread=card)
    await slack.until(lambda: len(slack.traffic.deliveries()) > CAPTURES / 2, why="half of it")
    await stops(story.stage.bot)

    await story.stage.bot.start()
    await story.card_says(f"{CAPTURES} ideas")
    assert doubled(story) == []


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.postEphemeral"])
async def test_while_slack_does_not_answer(story: Story, method: str) -> None:
    slack, ben = story.stage.slack, story.person("Ben")
    slack.faults.next(method, faults.never(), times=9)
    ana = story.person("Ana")
    await ana.runs('/worksession start "A spec" 30m')
    await ana.clicks("Start", on=await ana.sees("A spec"))
    card = await story.comes("card")
    await ben.says("!time", in_thread=card)
    await slack.until(lambda: bool(slack.traffic.calls(method)), why="Slack is asked")
    await stops(story.stage.bot)

    slack.faults.clear()
    await story.stage.bot.start()
    await story.comes("step:1")
    assert doubled(story) == []


async def test_while_slack_cannot_be_reached_at_the_start(story: Story) -> None:
    bot = story.stage.bot
    await bot.stop()
    await story.stage.slack.listener.shut()
    await bot.launch()
    await becomes(lambda: "slack_unreachable" in bot.log, "it tries")
    await stops(bot)


async def test_while_the_database_is_locked(story: Story, tmp_path: Path) -> None:
    ben = story.person("Ben")
    card = await started(story)
    await story.comes("step:1")
    with locked(tmp_path / FILE):
        await ben.says("!decision Ship on Friday", in_thread=card)
        await stops(story.stage.bot)

    await story.stage.bot.start()
    await story.card_says("1 decision")


async def test_web_and_worker(crew: Crew) -> None:
    story = crew.story
    await started(story)
    story.stage.slack.faults.next("chat.postMessage", faults.never(), times=9)
    await asyncio.gather(*(stops(process) for process in (crew.web, *crew.workers)))

    story.stage.slack.faults.clear()
    await asyncio.gather(*(process.start() for process in (crew.web, *crew.workers)))
    await story.comes("step:1")
    assert doubled(story) == []
