"""Two bots with one app token and different databases: each says that the other is there."""

import json
from pathlib import Path

from demo.bot_process import BotProcess
from demo.stage import CLOCK, Stage, open_workspace
from tests.acceptance.test_operator import page
from tests.support.command_line import ran
from tests.support.story import PEOPLE, TEN_O_CLOCK, Story
from tests.support.watching import becomes


async def test_a_bot_beside_another_one_is_not_ready_and_both_doctors_say_so(
    tmp_path: Path,
) -> None:
    async with open_workspace(tmp_path, PEOPLE, TEN_O_CLOCK) as (slack, channel, clock):
        bots = [
            BotProcess(
                slack=slack,
                folder=tmp_path,
                clock_file=tmp_path / CLOCK,
                name=name,
                database=f"sqlite:///{tmp_path / name}.sqlite3",
            )
            for name in ("one", "two")
        ]
        for bot in bots:
            before = slack.socket_mode.connections
            await bot.launch()
            await slack.until(
                lambda: slack.socket_mode.connections > before,  # noqa: B023
                why="it is connected",
            )
        two = bots[1]
        await becomes(lambda: "others_connected" in two.log, "the log warns")
        status, page_said = await page(Story(Stage(slack, two, clock, channel)), "/readyz")
        given = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": two.database,
        }
        code, said = await ran(tmp_path, "doctor", given)
        await bots[0].stop()
        _, alone = await ran(tmp_path, "doctor", given)
        await two.stop()

    assert status == 503
    connection = json.loads(page_said)["checks"]["connection"]
    assert "another connection is open" in connection["problem"]
    assert code == 1
    assert "FIX connections With this app token another connection is open" in words(said)
    assert "OK connections 1 of 10 in use, by the bot that runs here" in words(alone)


def words(said: str) -> str:
    """What stands there, however wide its columns are."""
    return " ".join(said.split())
