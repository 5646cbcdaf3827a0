"""A 429 with Retry-After on each method that the bot uses: it rests as long as Slack asks for.

What people asked for comes later or is asked for again; nobody is left without a word.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.client.messenger import SlackMessenger
from bot.adapters.slack.client.web import open_http, slack_client
from bot.application.publishing.ports import Message, Target, Vanished
from bot.domain.state.identity import ChannelId
from localslack import faults
from localslack.traffic import Record
from tests.support.metrics import read
from tests.support.story import Story, started

ADAPTER = Path(__file__).parents[2] / "bot" / "adapters" / "slack"
CALLED = re.compile(r"client\.([a-z]+(?:_[a-zA-Z]+)+)")
RETRY_AFTER = 2
# An address, and no method of the client: most answers to a press go there.
ANSWERS = "response_url"
REFUSALS = "worksession_slack_rate_limits_total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What people do, and the methods that this takes: who repeats them after a refusal?

    The bot, Slack by bringing an event again, or a person.
    """

    play: Callable[[Story], Awaitable[None]]
    by_itself: tuple[str, ...] = ()
    by_slack: tuple[str, ...] = ()
    by_a_person: tuple[str, ...] = ()

    @property
    def methods(self) -> tuple[str, ...]:
        return (*self.by_itself, *self.by_slack, *self.by_a_person)


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
    await ben.sees("left in Draft")
    await story.stage.slack.until(lambda: ana.home is not None, why="Home is shown")
    assert len([said for said in ben.private_answers if "left in Draft" in said]) == 1


async def starts_in_a_zone(story: Story) -> None:
    """Berlin is an hour ahead of UTC, in which times are told as long as the zone is not known."""
    ben = story.person("Ben")
    await ben.runs('/worksession start "A spec" 30m')
    await ben.clicks("Start", on=await ben.sees("A spec"))
    await story.card_says("session ends 10:30")
    await ben.runs("/worksession time")
    assert "11:" in ben.private_answers[-1]


async def is_answered(story: Story) -> None:
    ben = story.person("Ben")
    card = await started(story)
    await ben.clicks("Join", on=card)
    await ben.sees("You are in")
    await story.card_says("2 taking part")
    assert len([said for said in ben.private_answers if "You are in" in said]) == 1


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


async def comes_by_another_way(story: Story) -> None:
    """While Slack does not tell who is in the channel, a press in it proves that somebody is."""
    ben = story.person("Ben")
    card = await started(story)
    await ben.clicks("Join", on=card)
    await story.card_says("2 taking part")
    while not story.stage.slack.traffic.calls("conversations.members")[-1].ok:
        await ben.runs("/worksession time")


async def discards_a_session(story: Story) -> None:
    ana = story.person("Ana")
    card = await started(story)
    said = await ana.says("!decision Only a test", in_thread=card)
    await story.stage.slack.until(lambda: bool(said.reactions), why="the mark")
    await ana.runs("/worksession discard")
    await ana.clicks("Discard it", on=await ana.sees("Discard A spec?"))
    await story.stage.slack.until(
        lambda: story.keys == [] and not said.reactions, why="all of it is gone"
    )


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


async def asks_the_doctor(story: Story) -> None:
    """What was scheduled is taken back as soon as Slack lets the bot."""
    ana = story.person("Ana")
    await ana.runs("/worksession doctor")
    assert "posting: it could not be tried just now" in ana.private_answers[-1]
    await ana.runs("/worksession doctor")
    await ana.runs("/worksession doctor")
    assert "posting: the bot may post in this channel" in ana.private_answers[-1]
    kept = story.stage.slack.workspace.details.scheduled
    await story.stage.slack.until(lambda: not kept, why="nothing is left behind")


SCENES: Mapping[str, Scene] = {
    "start": Scene(
        play=starts_the_bot, by_itself=("auth_test", "apps_connections_open", "bots_info")
    ),
    "session": Scene(
        play=holds_a_session,
        by_itself=("chat_postMessage", "chat_update", "chat_postEphemeral", "reactions_add"),
        by_slack=("views_publish",),
    ),
    "zone": Scene(play=starts_in_a_zone, by_a_person=("users_info",)),
    "membership": Scene(play=comes_by_another_way, by_a_person=("conversations_members",)),
    "answer": Scene(play=is_answered, by_itself=(ANSWERS,)),
    "search": Scene(
        play=loses_answers, by_itself=("conversations_history", "conversations_replies")
    ),
    "direct": Scene(play=loses_the_answer_to_a_direct_message, by_itself=("conversations_open",)),
    "discard": Scene(play=discards_a_session, by_itself=("chat_delete", "reactions_remove")),
    "form": Scene(play=asks_for_a_form, by_a_person=("conversations_info", "views_open")),
    "doctor": Scene(
        play=asks_the_doctor,
        by_itself=("chat_deleteScheduledMessage",),
        by_a_person=("chat_scheduleMessage",),
    ),
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

    tried = {name for scene in SCENES.values() for name in scene.methods}
    assert found | {ANSWERS} == tried


@pytest.mark.parametrize("scene", SCENES)
async def test_a_429_with_retry_after(story: Story, scene: str) -> None:
    slack, played = story.stage.slack, SCENES[scene]
    for name in played.methods:
        slack.faults.next(method(name), faults.rate_limited(RETRY_AFTER))
    await played.play(story)

    for name in played.by_itself:
        await comes_again(story, name)
    for name in (*played.by_slack, *played.by_a_person):
        assert any(each.ok for each in since_refusal(story, name)[1:]), name
    assert [key for key, count in Counter(story.keys).items() if count > 1] == []
    counted = await refusals(story)
    assert counted == dict.fromkeys(map(method, played.methods), 1)


async def refusals(story: Story) -> dict[str, float]:
    """How often each method was refused, as an operator reads it."""
    address = f"http://127.0.0.1:{story.stage.bot.ops_port}/metrics"
    async with aiohttp.ClientSession() as http, http.get(address) as answer:
        numbers = read(await answer.text())
    return {
        method: count
        for (name, labels), count in numbers.items()
        for method in labels
        if name == REFUSALS
    }


async def comes_again(story: Story, name: str) -> None:
    await story.stage.slack.until(
        lambda: len(since_refusal(story, name)) > 1, why=f"{name} comes again"
    )
    refused, again, *_ = since_refusal(story, name)
    assert again.at >= refused.at + RETRY_AFTER, name


def since_refusal(story: Story, name: str) -> list[Record]:
    """The calls of a method from the refused one on."""
    calls = story.stage.slack.traffic.calls(method(name))
    first = next((at for at, call in enumerate(calls) if not call.ok), len(calls))
    return calls[first:]


def method(name: str) -> str:
    return name if name == ANSWERS else name.replace("_", ".")


async def test_a_429_on_taking_a_stray_reply_back() -> None:
    """The reply stays, because trying again would post another; a new card follows all the same."""
    called: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        called.append(request.path)
        if request.path == "/chat.delete":
            refused = {"ok": False, "error": "ratelimited"}
            return web.json_response(refused, status=429, headers={"Retry-After": "1"})
        stray = {"ok": True, "channel": "C1", "ts": "2.0", "message": {"ts": "2.0"}}
        return web.json_response(stray)

    app = web.Application()
    app.router.add_post("/{method}", answer)
    async with TestServer(app) as server, open_http() as http:
        messenger = SlackMessenger(slack_client("xoxb-1", str(server.make_url("/")), http))
        with pytest.raises(Vanished):
            await messenger.post(
                Target(channel=ChannelId("C1"), thread_ts="1.0"), Message("Hello", [], "1"), "S:key"
            )

    assert called == ["/chat.postMessage", "/chat.delete"]
