"""Afterwards: people work with the bot as usual, and every session comes to its end."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from localslack import NotAcknowledged, Person
from tests.attack.rooms import Room, Scene
from tests.chaos.records import Records
from tests.support.story import key_of, session_of

APOLOGY = "went wrong on my side"
PATIENCE = 120.0
LOOK_EVERY = 0.2
CALM = Scene("calm", "Team", "Draft 20\nReview 20")
KEPT = "The spec is in the blue folder"


async def channels_that_are_stuck(rooms: Sequence[Room]) -> list[str]:
    """Where what everybody types is not answered, or with an apology."""
    found: list[str] = []
    for room in rooms:
        for line in ("time", "discard", 'start "Once more" 40m'):
            problem = await _typed(room, f"/worksession {line}")
            if problem:
                found.append(f"{room.scene.name}: {line}: {problem}")
    return found


async def _typed(room: Room, line: str) -> str:
    host = room.host
    before = len(host.screen.private())
    try:
        await host.runs(line, in_channel=room.channel)
    except NotAcknowledged as error:
        return str(error)
    return next((each for each in _answers(host, before) if APOLOGY in each), "")


def _answers(person: Person, before: int) -> Iterator[str]:
    for each in person.screen.private()[before:]:
        yield person.reads(each)


async def session_as_usual(room: Room) -> list[str]:
    """A session from start to recap; gives what went wrong."""
    try:
        await _session(room)
    except AssertionError as error:
        return [str(error)]
    return []


async def _session(room: Room) -> None:
    card = await room.starts()
    host, slack = room.host, room.slack
    step = room.step(card)
    assert step is not None
    await room.people[1].says(f"!decision {KEPT}", in_thread=card)
    await room.people[2].reacts("white_check_mark", to=step)
    await slack.until(lambda: "done" in step.readable().lower(), timeout=PATIENCE, why="no tick")
    await host.clicks("Next", on=card)
    await slack.until(lambda: "Review" in card.readable(), timeout=PATIENCE, why="no next step")
    await host.clicks("Close", on=card)
    await host.form("Close the session")
    await host.fills("How did it turn out?", "Met")
    await host.clicks("Close and post")

    def has_recap() -> bool:
        return any(
            key_of(each) == "recap"
            and session_of(each) == session_of(card)
            and KEPT in each.readable()
            for each in room.posts
        )

    await slack.until(has_recap, timeout=PATIENCE, why="no recap with what was kept")


async def sessions_that_are_stuck(
    records: Records, now: Callable[[], datetime], *, closed: bool
) -> list[str]:
    """Sessions that stay behind their time, or do not get into Slack as they are.

    Args:
        records: The bot's database.
        now: The time in which they live.
        closed: Whether every session has to have come to its end.
    """
    done = (records.all_closed, records.all_published) if closed else (records.all_published,)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while not await records.nothing_due(now()):  # noqa: ASYNC110 - so in a database
                await asyncio.sleep(LOOK_EVERY)
            for is_so in done:
                while not await is_so():  # noqa: ASYNC110
                    await asyncio.sleep(LOOK_EVERY)
    found = await (records.unfinished() if closed else records.overdue(now()))
    return [f"session {each}" for each in found]
