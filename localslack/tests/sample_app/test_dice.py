"""The tests that the guide shows, for an app that is not the bot."""

from pathlib import Path

import pytest

from localslack import LocalSlack, NotPossible, faults
from localslack.pytest_plugin import RunApp

APP = str(Path(__file__).with_name("app.py"))
GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"


async def test_a_roll_is_told_to_everybody(local_slack: LocalSlack, run_app: RunApp) -> None:
    await run_app(APP)
    ana, ben = local_slack.person("Ana"), local_slack.person("Ben")

    await ana.runs("/roll")

    await ben.sees("@Ana rolled")


async def test_a_mention_is_answered_in_its_thread(
    local_slack: LocalSlack, run_app: RunApp
) -> None:
    await run_app(APP)
    ana = local_slack.person("Ana")

    asked = await ana.says("@dice what can you do?")

    await ana.sees("Hello @Ana", in_thread=asked)


async def test_the_manifest_decides_what_is_possible(
    local_slack: LocalSlack, run_app: RunApp
) -> None:
    await run_app(APP)

    with pytest.raises(NotPossible, match="/flip"):
        await local_slack.person("Ana").runs("/flip")


async def test_a_fault_shows_what_the_app_does_when_slack_fails(
    local_slack: LocalSlack, run_app: RunApp
) -> None:
    await run_app(APP)
    ana = local_slack.person("Ana")
    local_slack.faults.next("chat.postMessage", faults.error("internal_error"))

    await ana.runs("/roll")
    await local_slack.until(lambda: bool(local_slack.traffic.calls("chat.postMessage")))

    await ana.sees_nothing_like("rolled")


def test_the_guide_shows_this_very_app_and_its_tests() -> None:
    guide = GUIDE.read_text("utf-8")

    assert Path(APP).read_text("utf-8").split('"""', 2)[2].strip() in guide
    for line in (
        'asyncio_mode = "auto"',
        'await ana.runs("/roll")',
        'await ben.sees("@Ana rolled")',
        'local_slack.faults.next("chat.postMessage", faults.error("internal_error"))',
    ):
        assert line in guide
