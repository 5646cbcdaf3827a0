"""A 429 with Retry-After on each method that the bot uses: it rests as long as Slack asks for.

What people asked for comes later or is asked for again; nobody is left without a word.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from localslack import faults
from localslack.wire import Record
from tests.support.story import Story, started

ADAPTER = Path(__file__).parents[2] / "bot" / "adapters" / "slack"
CALLED = re.compile(r"client\.([a-z]+(?:_[a-zA-Z]+)+)")
RETRY_AFTER = 2
# Only Slack's oddity leads there; tests/integration/bot/test_failures.py shows it.
OUT_OF_SIGHT = {"chat_delete"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What people do, and the methods that this takes: who repeats them after a refusal?"""

    play: Callable[[Story], Awaitable[None]]
    by_itself: tuple[str, ...] = ()
    by_a_person: tuple[str, ...] = ()


async def starts_the_bot(story: Story) -> None:
    await story.stage.bot.stop()
    await story.stage.bot.start()
    await story.person("Ana").runs("/worksession help")


async def holds_a_session(story: Story) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    card = await started(story)
    await ben.says("!decision Ship on Friday", in_thread=card)
    await ben.says("!time", in_thread=card)
    await ana.opens_home()
    await story.card_says("1 decision")
    await ben.sees("left in Draft", timeout=10)
    await story.stage.slack.until(lambda: ana.home is not None, why="Home is shown", timeout=10)


async def loses_answers(story: Story) -> None:
    """The card is looked for in the channel, the step in the thread."""
    story.stage.slack.faults.next("chat.postMessage", faults.reset_after(), times=2)
    await started(story)
    await story.comes("step:1")


async def loses_the_answer_to_a_direct_message(story: Story) -> None:
    await started(story)
    await story.comes("step:1")
    await story.person("Ana").clicks("Pause", on=story.post("card"))
    await story.comes("line:5")
    story.stage.slack.faults.next("chat.postMessage", faults.reset_after())
    await story.flow_to("10:16")
    await story.person("Ana").sees("Go on, or close the session?")


async def asks_for_a_form(story: Story) -> None:
    ana = story.person("Ana")
    for _ in range(2):
        await ana.runs("/worksession start")
        assert "Please try again" in ana.private_answers[-1]
    await ana.runs("/worksession start")
    await ana.form()
    assert len(ana.private_answers) == 2


async def changes_a_form(story: Story) -> None:
    """Where a form cannot be changed, an answer on top of it says so."""
    ana = story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A spec")
    await ana.fills("How long?", "30")
    await ana.fills("Agenda", "Draft 30\nReview 12")
    await ana.clicks("Start")
    form = await ana.form("Your plan")
    await ana.clicks("Fit to 30 min")
    said = await ana.form("Work session")
    assert "Please try again" in said.readable()
    await ana.closes_form()
    await ana.clicks("Edit plan", on=form.view)
    await ana.form("Plan a work session")


SCENES: Mapping[str, Scene] = {
    "start": Scene(play=starts_the_bot, by_itself=("auth_test", "apps_connections_open")),
    "session": Scene(
        play=holds_a_session,
        by_itself=("chat_postMessage", "chat_update", "chat_postEphemeral", "reactions_add"),
        by_a_person=("users_info", "views_publish"),
    ),
    "search": Scene(
        play=loses_answers, by_itself=("conversations_history", "conversations_replies")
    ),
    "direct": Scene(play=loses_the_answer_to_a_direct_message, by_itself=("conversations_open",)),
    "form": Scene(play=asks_for_a_form, by_a_person=("conversations_info", "views_open")),
    "changed form": Scene(
        play=changes_a_form, by_itself=("views_push",), by_a_person=("views_update",)
    ),
}


def test_every_method_that_the_bot_uses_is_tried() -> None:
    found = {
        name
        for file in ADAPTER.rglob("*.py")
        for name in CALLED.findall(file.read_text("utf-8"))
        if hasattr(AsyncWebClient, name)
    }

    tried = {name for scene in SCENES.values() for name in (*scene.by_itself, *scene.by_a_person)}
    assert found == tried | OUT_OF_SIGHT


@pytest.mark.parametrize("scene", SCENES)
async def test_a_429_with_retry_after(story: Story, scene: str) -> None:
    slack, played = story.stage.slack, SCENES[scene]
    for name in (*played.by_itself, *played.by_a_person):
        slack.faults.next(method(name), faults.rate_limited(RETRY_AFTER))
    await played.play(story)

    for name in played.by_itself:
        await comes_again(story, name)
    for name in played.by_a_person:
        assert since_refusal(story, name), name


async def comes_again(story: Story, name: str) -> None:
    await story.stage.slack.until(
        lambda: len(since_refusal(story, name)) > 1, timeout=15, why=f"{name} comes again"
    )
    refused, again, *_ = since_refusal(story, name)
    assert again.at >= refused.at + RETRY_AFTER, name


def since_refusal(story: Story, name: str) -> list[Record]:
    """The calls of a method from the refused one on."""
    calls = story.stage.slack.wire.calls(method(name))
    first = next((at for at, call in enumerate(calls) if not call.ok), len(calls))
    return calls[first:]


def method(name: str) -> str:
    return name.replace("_", ".")
