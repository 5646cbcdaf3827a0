"""A scene in the browser: the real bot, the local Slack's page, and people at their windows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser

from demo.stage import Stage, open_stage
from localslack.page import LocalPage
from localslack_support.browser import Room, Seat
from tests.support.story import PEOPLE, TEN_O_CLOCK


@dataclass(slots=True, kw_only=True)
class Scene(Room):
    stage: Stage


@asynccontextmanager
async def open_scene(folder: Path, browser: Browser) -> AsyncIterator[Scene]:
    """Four people in #design at ten, the bot among them, and time that flows."""
    async with (
        open_stage(folder, PEOPLE, TEN_O_CLOCK) as stage,
        LocalPage(stage.slack) as page,
    ):
        stage.flow(1.0)
        scene = Scene(stage=stage, url=page.url, browser=browser)
        try:
            yield scene
        finally:
            await scene.leave()


async def start(seat: Seat, outcome: str = "A spec", agenda: str = "Draft 15\nReview 15") -> None:
    """Start a session by typing the command and filling in the form."""
    await seat.writes("/worksession start")
    form = seat.dialog("Plan a work session")
    await form.get_by_label("What exists at the end?").fill(outcome)
    await form.get_by_label("How long?").fill("30")
    await form.get_by_label("Agenda").fill(agenda)
    await seat.clicks("Start", form)
    await form.wait_for(state="detached")
    await seat.message(outcome).wait_for()
