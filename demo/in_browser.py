"""The session played in a page, slowly enough to follow and to join in."""

import asyncio
import signal
import tempfile
from pathlib import Path

from rich.console import Console

from demo.in_terminal import START, ZONE, people_of
from demo.plays.play import GUEST, Play
from demo.stage import Pace, Stage, open_stage
from localslack import NewPerson, SlackError
from localslack.page import LocalPage

PORT = 8008

_INVITATION = """
  A work session plays in a Slack on your machine. Open

      [bold]{url}[/bold]

  and it begins. {about}, {speed:g} times as fast as in life.
  You are {seat}; {hint}
"""
_OVER = "  That was the session. The workspace stays open: type /worksession start to run your own."
_OWN_WAY = "  The session went its own way: go on with it, or start another one."
_END = "  Ctrl-C ends it.\n"


async def show(play: Play, pace: Pace) -> int:
    """Keep the page open until it is interrupted, and play the session for who opens it."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    console = Console(highlight=False, soft_wrap=True)
    people = [*people_of(play), NewPerson(GUEST, tz=ZONE)]
    with tempfile.TemporaryDirectory() as folder:
        async with (
            open_stage(Path(folder), people, START) as stage,
            LocalPage(stage.slack, port=PORT, first=play.seat) as page,
        ):
            stage.pace = pace
            console.print(_invitation(play, page.url, pace) + _END)
            session = asyncio.create_task(_perform(play, stage, page, console))
            await stopped.wait()
            session.cancel()
            await asyncio.gather(session, return_exceptions=True)
    return 0


def _invitation(play: Play, url: str, pace: Pace) -> str:
    return _INVITATION.format(
        about=play.about, url=url, speed=pace.speed, seat=play.seat, hint=play.hint
    )


async def _perform(play: Play, stage: Stage, page: LocalPage, console: Console) -> None:
    await page.visited()
    await stage.breath()
    try:
        await play.perform(stage)
        console.print(_OVER)
    except (AssertionError, SlackError):
        # A guest who closes the session, say, leaves nothing of what the others wait for.
        console.print(_OWN_WAY)
    stage.flow(1.0)
    console.print(_END)
