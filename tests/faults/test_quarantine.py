"""A session that breaks for good: its channel reads so, starts anew, and an operator ends it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.adapters.db.checks import examine
from demo.stage import open_stage
from tests.support.command_line import quarantine
from tests.support.story import PEOPLE, TEN_O_CLOCK, Story, session_of, started

FILE = "worksession.sqlite3"


def write(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()


SPOILT = """UPDATE sessions SET body = replace(body, '"hands":[]', '"hands":5')"""
MENDED = """UPDATE sessions SET body = replace(body, '"hands":5', '"hands":[]')"""


def said_in_channel(story: Story) -> Sequence[str]:
    return [each.readable() for each in story.posts if "set it aside" in each.readable()]


async def test_a_session_that_cannot_be_read(tmp_path: Path) -> None:
    async with open_stage(tmp_path, PEOPLE, TEN_O_CLOCK) as stage:
        story = Story(stage)
        ana = story.person("Ana")
        card = await started(story)
        broken = session_of(card)
        write(tmp_path / FILE, SPOILT)
        for _ in range(3):
            await ana.runs("/worksession time")
            await ana.sees("Sorry, something went wrong on my side.")
        notice = await story.comes("set_aside")
        assert "Type /worksession start for a new one." in notice.readable().replace("`", "")
        assert len(said_in_channel(story)) == 1

        await story.person("Ben").clicks("Join", on=card)
        await story.person("Ben").sees("I set it aside")
        code, listed = await quarantine(tmp_path, "list")
        assert (code, broken in listed, "load" in listed) == (0, True, True)
        finding = await examine(f"sqlite:///{tmp_path / FILE}")
        assert finding.is_ok
        assert "1 set aside: see `worksession quarantine list`" in finding.note
        code, shown = await quarantine(tmp_path, "show", broken)
        assert code == 0
        assert "A spec" not in shown

        await ana.runs('/worksession start "Another one" 30')
        await ana.clicks("Start")
        await stage.slack.until(lambda: story.keys.count("card") == 2, why="a new card")
        code, said = await quarantine(tmp_path, "retry", broken)
        assert (code, "Another session runs in its channel" in said) == (2, True)
        code, said = await quarantine(tmp_path, "discard", broken)
        assert code == 0
        await stage.slack.until(
            lambda: broken not in {session_of(each) for each in story.posts},
            why="everything of the broken session is gone",
        )
    assert "Another one" in "".join(each.readable() for each in story.posts)
    assert '"action": "quarantined"' in stage.bot.log


async def test_a_session_that_was_mended_goes_on(tmp_path: Path) -> None:
    async with open_stage(tmp_path, PEOPLE, TEN_O_CLOCK) as stage:
        story = Story(stage)
        ana = story.person("Ana")
        card = await started(story)
        write(tmp_path / FILE, SPOILT)
        for _ in range(3):
            await ana.runs("/worksession time")
            await ana.sees("Sorry, something went wrong on my side.")
        await story.comes("set_aside")

        write(tmp_path / FILE, MENDED)
        code, said = await quarantine(tmp_path, "retry", session_of(card))
        assert (code, said.strip()) == (0, f"Session {session_of(card)} goes on.")
        await story.person("Ben").clicks("Join", on=card)
        await story.card_says("Ben")
        code, said = await quarantine(tmp_path, "retry", session_of(card))
        assert (code, "is in quarantine" in said) == (2, True)
        assert await quarantine(tmp_path, "list") == (0, "No session is in quarantine.\n")
