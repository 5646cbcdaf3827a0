"""One of several processes on a Postgres dies: the others take over what it had in hand."""

from collections import Counter
from pathlib import Path

from localslack import faults
from localslack.faults import Hold
from tests.faults.test_kills import marks
from tests.support.balancer import balanced
from tests.support.crew import Crew, at_work
from tests.support.story import Story, started

# A killed worker's session is free when its lease of five seconds runs out.
TAKEN_OVER = 90.0
CAPTURES = 4


def doubled(story: Story) -> list[str]:
    return [key for key, count in Counter(story.keys).items() if count > 1]


async def test_one_of_several_workers_dies(crew: Crew) -> None:
    """The one that has the session in hand, in the middle of a call that Slack carried out."""
    story, (one, other) = crew.story, crew.workers
    await started(story, "Draft 10\nReview 10\nShare 10")
    await story.comes("step:1")
    for number, (dying, heir) in enumerate(((one, other), (other, one)), 2):
        await heir.kill()
        story.stage.slack.faults.next("chat.postMessage", faults.slow(Hold()))
        await story.flow_to(f"10:{10 * (number - 1) + 1}")
        await story.comes(f"step:{number}", timeout=TAKEN_OVER)
        await heir.start()
        await dying.kill()
        await story.card_says(f"Step {number} of 3", timeout=TAKEN_OVER)
        await dying.start()

    assert doubled(story) == []


async def test_one_of_two_web_processes_dies(tmp_path: Path, address: str) -> None:
    async with at_work(tmp_path, address, workers=1, webs=2) as crew, balanced(crew.webs) as url:
        story, slack, ben = crew.story, crew.story.stage.slack, crew.story.person("Ben")
        slack.deliver_to(url)
        card = await started(story)
        await story.comes("step:1")
        for number in range(CAPTURES):
            await ben.says(f"!idea Number {number}", in_thread=card)
        await crew.webs[0].kill()
        for number in range(CAPTURES):
            await ben.says(f"!idea Another {number}", in_thread=card)

        await story.card_says(f"{2 * CAPTURES} ideas")
        await slack.until(lambda: marks(story) == [1] * 2 * CAPTURES, why="each has its mark, once")
        assert any(not each.ok for each in slack.traffic.deliveries("message"))
        assert slack.given_up == []
        assert doubled(story) == []
