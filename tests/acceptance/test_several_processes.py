"""One process listens and two work, on one Postgres, and people notice nothing of it."""

from collections import Counter
from pathlib import Path

import pytest

from tests.support.crew import at_work
from tests.support.databases import PostgresServer
from tests.support.story import started
from tests.support.watching import becomes, in_postgres

# What a worker shows at once; it would find it by itself within five seconds.
AT_ONCE = 4.0
PRESSES = (("Join", "2 taking part"), ("Leave", "1 taking part")) * 2
UNPUBLISHED = "SELECT 1 FROM sessions WHERE published_revision < revision"
# A worker that was killed may have held the session, and others wait for its lease to run out.
TAKEN_OVER = 90.0


@pytest.fixture
async def database(postgres: PostgresServer) -> str:
    return await postgres.with_tables()


async def test_a_session_runs_over_a_web_process_and_two_workers(
    tmp_path: Path, database: str
) -> None:
    async with at_work(tmp_path, database) as crew:
        story = crew.story
        card = await started(story, "Draft 10\nReview 10\nShare 10")
        await story.person("Ben").says("!decision Ship on Friday", in_thread=card)
        await story.card_says("1 decision")
        await story.flow_to("10:22")
        await story.comes("step:3")

        assert [key for key, count in Counter(story.keys).items() if count > 1] == []


async def test_the_worker_that_is_left_carries_on(tmp_path: Path, database: str) -> None:
    async with at_work(tmp_path, database) as crew:
        story = crew.story
        await started(story, "Draft 10\nReview 10\nShare 10")
        await crew.workers[0].kill()
        await story.flow_to("10:12")
        await story.comes("step:2", timeout=TAKEN_OVER)
        await crew.workers[0].start()
        await crew.workers[1].kill()
        await story.flow_to("10:22")
        await story.comes("step:3", timeout=TAKEN_OVER)
        await story.card_says("Step 3 of 3")

        assert [key for key, count in Counter(story.keys).items() if count > 1] == []


async def test_a_press_in_the_web_process_is_shown_by_a_worker_at_once(
    tmp_path: Path, database: str
) -> None:
    """Each press comes when the worker has just looked, and would not look again for long."""
    async with at_work(tmp_path, database, workers=1) as crew:
        story, ben = crew.story, crew.story.person("Ben")
        card = await started(story)
        await story.comes("step:1")
        for press, shown in PRESSES:
            await becomes(lambda: not in_postgres(database, UNPUBLISHED), "all is in Slack")
            await ben.clicks(press, on=card)
            await story.card_says(shown, timeout=AT_ONCE)
