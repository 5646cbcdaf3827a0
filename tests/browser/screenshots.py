"""`make screenshots`: the pictures that README shows, taken in a real session."""

import asyncio
import tempfile
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Locator, expect

from demo.plays.brainstorm import GROUP, HUNT, MAP, QUESTION, TOUR, VOTES
from demo.plays.team import AGENDA, DECISION, MEASURE, OUTCOME, OUTPUT
from demo.stage import Stage
from localslack_support.browser import Seat, open_browser
from tests.browser.scene import Scene, open_scene

IMAGES = Path(__file__).parents[2] / "docs" / "images"


async def main() -> None:
    """Play a session and take a picture of every place that is worth one."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with open_browser() as browser, open_scene(Path(folder), browser) as scene:
            ana = await scene.sits("Ana", sharp=True)
            await ana.page.set_viewport_size({"width": 980, "height": 720})
            await _plans(ana)
            await _works(scene, ana)
            await _shows_the_whole(scene, ana)
            await _closes(scene, ana)
            await _votes(scene, ana)


async def _plans(ana: Seat) -> None:
    await ana.writes("/worksession start")
    form = ana.dialog("Plan a work session")
    await form.get_by_label("What exists at the end?").fill(OUTCOME)
    await form.get_by_label("How will you know?").fill(MEASURE)
    await form.get_by_label("How long?").fill("30")
    await form.get_by_label("Agenda").fill(AGENDA)
    await form.get_by_text("What exists at the end?").scroll_into_view_if_needed()
    await _picture(form, "start-form")
    await ana.clicks("Start", form)
    await form.wait_for(state="detached")


async def _works(scene: Scene, ana: Seat) -> None:
    """The first steps, in which the others do their part."""
    stage = scene.stage
    ben, chen, dana = (stage.person(name) for name in ("Ben", "Chen", "Dana"))
    card = await ben.sees("Facilitator", in_channel=stage.channel)
    for person in (ben, chen, dana):
        await person.clicks("Join", on=card)
    await chen.says("I bring the orders model, and need the error format.", in_thread=card)
    step = await ben.sees("of 6: Check-in", in_thread=card)
    await stage.person("Ana").reacts("white_check_mark", to=step)
    await ben.clicks("Next", on=card)
    await chen.says(f"!decision {DECISION}", in_thread=card)
    step = await ben.sees("of 6: Agree on the endpoints", in_thread=card)
    await dana.reacts("white_check_mark", to=step)
    await expect(ana.message("Facilitator")).to_contain_text("1 decision")
    await expect(ana.message("Facilitator")).to_contain_text("done by @Dana")


async def _shows_the_whole(scene: Scene, ana: Seat) -> None:
    await _picture(ana.message("Facilitator"), "live-card")
    await ana.page.get_by_role("button", name="worksession").click()
    await expect(ana.page.get_by_role("tabpanel", name="Home")).to_contain_text(OUTCOME)
    await ana.page.mouse.move(0, 0)
    await ana.page.screenshot(path=IMAGES / "app-home.png")
    for name, dark in (("page", False), ("page-dark", True)):
        ben = await scene.sits("Ben", dark=dark, sharp=True)
        await ben.opens_thread_of("Facilitator @Ana")
        await expect(ben.thread).to_contain_text("Step 2 of 6")
        await ben.page.mouse.move(0, 0)
        await ben.page.screenshot(path=IMAGES / f"{name}.png")
    chen = await scene.sits("Chen", phone=True, sharp=True)
    await chen.message("Facilitator").wait_for()
    await chen.page.screenshot(path=IMAGES / "phone.png")


async def _closes(scene: Scene, ana: Seat) -> None:
    stage = scene.stage
    await _captures(stage)
    await stage.flow_to(stage.clock.now() + timedelta(minutes=21), speed=600)
    stage.flow(1.0)
    await ana.page.get_by_role("button", name="design").click()
    await ana.clicks("Close", ana.message("Facilitator"))
    form = ana.dialog("Close the session")
    await form.get_by_label("Met", exact=True).check()
    await form.get_by_label("Link to the result").fill("https://docs.example.com/orders-v1")
    await ana.clicks("Close and post", form)
    recap = await stage.person("Ana").sees("Recap", in_channel=stage.channel)
    for name in ("Ben", "Chen"):
        await stage.person(name).clicks("👍 Worth it", on=recap)
    await expect(ana.message("Recap")).to_contain_text("2 of 2")
    await _picture(ana.message("Recap"), "recap")


async def _captures(stage: Stage) -> None:
    ben, dana = stage.person("Ben"), stage.person("Dana")
    card = await ben.sees("Facilitator", in_channel=stage.channel)
    await ben.says("!action @Dana write the migration guide by Friday", in_thread=card)
    await dana.says(f"!output {OUTPUT}", in_thread=card)
    await ben.sees("1 output", in_channel=stage.channel)


async def _votes(scene: Scene, ana: Seat) -> None:
    """The ranks of a vote in the next session."""
    stage = scene.stage
    await ana.writes("/worksession start")
    form = ana.dialog("Plan a work session")
    await form.get_by_label("What exists at the end?").fill(QUESTION)
    await form.get_by_label("How long?").fill("30")
    await form.get_by_label("Agenda").fill("Dot vote 20 #vote\nNext steps 10 #wins")
    await ana.clicks("Start", form)
    await form.wait_for(state="detached")
    card = await stage.person("Ben").sees("Step 1 of 2", in_channel=stage.channel)
    for name in VOTES.keys() - {"Ana"}:
        await stage.person(name).clicks("Join", on=card)
    await stage.person("Ana").clicks("Add choices", on=card)
    await stage.person("Ana").fills("What can be voted for", f"{GROUP}\n{TOUR}\n{HUNT}\n{MAP}")
    await stage.person("Ana").clicks("Add")
    await stage.person("Ana").sees("4. ", in_thread=card)
    for name, choices in VOTES.items():
        person = stage.person(name)
        await person.clicks("Vote", on=card)
        offered = (await person.form("Vote")).element("Your 3 votes").json["options"]
        texts = [option["text"]["text"] for option in offered]
        own = [text for text in texts if text.partition(" ")[2] in choices]
        await person.fills("Your 3 votes", own)
        await person.clicks("Give my votes")
    await stage.person("Ana").clicks("Next", on=card)
    await ana.opens_thread_of(QUESTION)
    await _picture(ana.message("· 3 votes"), "vote")


async def _picture(place: Locator, name: str) -> None:
    """A picture of one place, with nothing pointed at."""
    await place.page.mouse.move(0, 0)
    await place.evaluate("() => document.activeElement?.blur()")
    await place.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
