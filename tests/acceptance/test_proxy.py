"""A proxy is used for everything that leaves for Slack, or for nothing."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from demo.bot_process import BotProcess
from demo.stage import CLOCK, Stage, open_workspace
from tests.support.proxies import proxy
from tests.support.story import PEOPLE, TEN_O_CLOCK, Story, started


@asynccontextmanager
async def bot_with(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[Story]:
    async with open_workspace(folder, PEOPLE, TEN_O_CLOCK) as (slack, channel, clock):
        bot = BotProcess(slack=slack, folder=folder, clock_file=folder / CLOCK, settings=settings)
        try:
            await bot.start()
            yield Story(Stage(slack, bot, clock, channel))
        finally:
            await bot.stop()


async def plays(story: Story) -> None:
    """What makes the bot call Slack in each of its ways: methods, the socket, private answers."""
    await started(story)
    ben = story.person("Ben")
    await ben.clicks("Join", on=story.post("card"))
    await ben.sees("You are in")


async def test_a_proxy_is_used_for_everything_that_leaves(tmp_path: Path) -> None:
    async with proxy() as through, bot_with(tmp_path, {"HTTP_PROXY": through.address}) as story:
        await plays(story)
        await story.stage.bot.stop()
        traffic = story.stage.slack.traffic

    assert "/link" in str(through.passed), through.passed
    for method in ("auth.test", "apps.connections.open", "views.open", "chat.postMessage"):
        came = len(traffic.calls(method))
        assert 0 < came == through.passed.count(f"/api/{method}"), method
    assert (
        len(traffic.calls("response_url"))
        == sum("/api/" not in each for each in through.passed) - 1
    )


async def test_no_proxy_means_that_nothing_goes_through_it(tmp_path: Path) -> None:
    names_slack = {"NO_PROXY": "example.com,127.0.0.1"}
    async with proxy() as through:
        given = {"HTTP_PROXY": through.address, "HTTPS_PROXY": through.address, **names_slack}
        async with bot_with(tmp_path, given) as story:
            await plays(story)

    assert through.passed == []
