"""Slack fails in every way that it can, and people read everything once and in order."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from demo.stage import open_stage
from localslack import Fault, Message, faults
from localslack.faults import Detour, Hold
from tests.support.story import PEOPLE, TEN_O_CLOCK, Story, started
from tests.support.watching import becomes

# The bot waits for an answer for a while, and then before it looks what became of the call.
NO_ANSWER_SECONDS = 90.0
# The bot gives a silent socket up after about ten seconds, Slack its own end of it within twenty;
# until then half of what is brought goes there. The last try is later than both, as in life.
OUTLASTING = (0.0, 0.5, 14.0)
SILENT_SECONDS = 90.0
# Three minutes before its end the bot says something in the step, and finds out that it cannot.
NOTICED_BY = "10:13"

OUTAGES: Mapping[str, Callable[[], Fault]] = {
    "500": faults.http_500,
    "500 although carried out": lambda: faults.http_500(carried_out=True),
    "503": faults.http_503,
    "reset before the call was carried out": faults.reset_before,
    "reset after the call was carried out": faults.reset_after,
    "half an answer": faults.half_an_answer,
}


async def test_an_outage_of_each_kind(story: Story) -> None:
    slack, ben = story.stage.slack, story.person("Ben")
    agenda = "\n".join(f"Step {number} 4" for number in range(len(OUTAGES) + 1))
    card = await started(story, agenda)
    await story.comes("step:1")
    for passed, (name, outage) in enumerate(OUTAGES.items(), 1):
        for method in ("chat.postMessage", "chat.update", "reactions.add"):
            slack.faults.next(method, outage())
        await ben.says(f"!idea {name}", in_thread=card)
        await story.flow_to(f"10:{4 * passed:02}")
        await story.comes(f"step:{passed + 1}")
        await slack.until(lambda: not slack.faults.waiting(), why=f"all had {name}")

    await story.card_says(f"{len(OUTAGES)} ideas")
    assert order(story) == ["card", *(f"step:{each + 1}" for each in range(len(OUTAGES) + 1))]


def order(story: Story) -> list[str]:
    """The card and the steps, as they stand in Slack."""
    return [key for key in story.keys if key == "card" or key.startswith("step:")]


async def test_an_answer_that_never_comes(story: Story) -> None:
    slack = story.stage.slack
    for method in ("chat.postMessage", "users.info"):
        slack.faults.next(method, faults.never())
    await started(story)
    await story.comes("step:1", timeout=NO_ANSWER_SECONDS)

    assert order(story) == ["card", "step:1"]


async def test_ten_minutes_of_nothing(story: Story) -> None:
    slack = story.stage.slack
    card = await started(story, "Draft 5\nReview 10\nShare 15")
    await story.comes("step:1")
    await slack.listener.shut()
    slack.faults.next("*", faults.reset_before(), times=1000)
    slack.drop_sockets()
    await story.person("Ben").says("!decision Ship on Friday", in_thread=card)
    await story.flow_to("10:11")
    assert order(story) == ["card", "step:1"]

    slack.faults.clear()
    await slack.listener.open()
    await story.comes("step:2", timeout=NO_ANSWER_SECONDS)
    await slack.connected()
    await story.person("Ana").runs("/worksession time")
    await story.flow_to("10:16")
    await story.comes("step:3")
    await story.card_says("1 decision", timeout=NO_ANSWER_SECONDS)
    await story.card_says("Step 3 of 3 · Share · until 10:30")
    assert order(story) == ["card", "step:1", "step:2", "step:3"]


async def test_a_socket_that_dies_silently(tmp_path: Path) -> None:
    async with open_stage(tmp_path, PEOPLE, TEN_O_CLOCK, retry_delays=OUTLASTING) as stage:
        story, slack, ben = Story(stage), stage.slack, stage.person("Ben")
        card = await started(story)
        await story.comes("step:1")
        slack.incidents().half_open_sockets()
        await ben.says("!decision Ship on Friday", in_thread=card)

        await story.card_says("1 decision", timeout=SILENT_SECONDS)
        word = [
            each for each in slack.traffic.deliveries("message") if "Friday" in str(each.arguments)
        ]
        assert [each.ok for each in word] == [False] * (len(word) - 1) + [True]
        assert len(word) > 1
        await ben.says("!idea A demo", in_thread=card)
        await story.card_says("1 idea")
        await story.card_says("1 decision")
        assert slack.given_up == []


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_refresh_and_disconnect_frames(story: Story, reason: str) -> None:
    slack, ben = story.stage.slack, story.person("Ben")
    card = await started(story)
    for number in range(3):
        await slack.disconnect_sockets(reason)
        await ben.says(f"!idea Number {number}", in_thread=card)

    await story.card_says("3 ideas")


async def test_the_same_event_three_times_late_and_out_of_order(story: Story) -> None:
    slack, ben = story.stage.slack, story.person("Ben")
    card = await started(story)
    late = Hold()
    detours = {
        "Overtaken": faults.overtaken(),
        "Unheard": Detour(lost_acks=2),
        "Thrice": Detour(copies=3),
        "Late": faults.late(late),
    }
    for name, detour in detours.items():
        slack.faults.events.next("message", detour)
        await ben.says(f"!idea {name}", in_thread=card)
    await story.card_says("3 ideas")
    await story.flow_to("10:16")
    late.release()
    await story.card_says("4 ideas")

    await ben.says("!question The last one?", in_thread=card)
    await story.card_says("1 question")
    assert "4 ideas" in story.post("card").readable()


async def test_a_reaction_and_its_taking_back_out_of_order(story: Story) -> None:
    slack, ben, ana = story.stage.slack, story.person("Ben"), story.person("Ana")
    card = await started(story)
    step = await story.comes("step:1")
    slack.faults.events.next("reaction_added", faults.overtaken())
    await ben.reacts("white_check_mark", to=step)
    await ben.unreacts("white_check_mark", to=step)
    await slack.until(lambda: bool(slack.traffic.deliveries("reaction_added")), why="it comes late")
    heard = [each.name for each in slack.traffic.deliveries() if each.name.startswith("reaction_")]
    await ana.says("!question The last one?", in_thread=card)

    await story.card_says("1 question")
    assert heard == ["reaction_removed", "reaction_added"]
    assert "done by" not in story.post("card").readable()


async def test_the_card_deleted_by_an_admin(story: Story) -> None:
    slack = story.stage.slack
    card = await started(story, "Draft 10\nReview 10\nShare 10")
    await story.comes("step:1")
    slack.incidents().delete_message("design", card.ts)
    await story.flow_to("10:11")
    again = await story.comes("card")
    await story.flow_to("10:21")
    step = await story.comes("step:3")

    assert again.ts != card.ts
    assert step.thread_ts == again.ts
    await story.person("Ben").says("!decision Ship on Friday", in_thread=again)
    await story.card_says("1 decision")


async def test_the_channel_archived(story: Story) -> None:
    ana = story.person("Ana")
    await started(story)
    await story.comes("step:1")
    story.stage.slack.incidents().archive_channel("design")
    await story.flow_to(NOTICED_BY)
    note = await ana.sees("Unarchive it, then press Resume")
    await ana.unarchives(story.channel)
    await goes_on(story, note)
    assert order(story) == ["card", "step:1", "step:2"]


async def test_the_channel_archived_once_the_agenda_is_through(story: Story) -> None:
    ana = story.person("Ana")
    await started(story)
    await story.flow_to("10:29")
    await story.comes("step:2")
    story.stage.slack.incidents().archive_channel("design")
    await story.flow_to("10:31")
    note = await ana.sees("Unarchive it, then press Try again")
    await ana.unarchives(story.channel)
    await ana.clicks("Try again", on=note)
    await ana.sees("I try the channel again now.")
    await ana.sees("The agenda is through.")


async def test_the_bot_removed_from_the_channel(story: Story) -> None:
    ana = story.person("Ana")
    await started(story)
    await story.comes("step:1")
    story.stage.slack.incidents().remove_bot("design")
    await story.flow_to(NOTICED_BY)
    note = await ana.sees("/invite @worksession")
    await ana.invites_app(story.channel)
    await goes_on(story, note)
    assert order(story) == ["card", "step:1", "step:2"]


async def test_only_some_people_may_post(story: Story) -> None:
    slack, ana = story.stage.slack, story.person("Ana")
    await started(story)
    await story.comes("step:1")
    slack.incidents().restrict_posting("design")
    await story.flow_to(NOTICED_BY)
    note = await ana.sees("Ask a workspace admin or a manager of the channel")
    assert "Posting permissions" in note.readable()
    assert '"loss": "restricted"' in story.stage.bot.log
    slack.incidents().restrict_posting("design", "")
    await goes_on(story, note)
    assert order(story) == ["card", "step:1", "step:2"]


async def goes_on(story: Story, note: Message) -> None:
    """The step stood still while the channel was lost."""
    await story.flow_to("10:16")
    await story.person("Ana").clicks("Resume", on=note)
    await story.flow_to("10:17")
    await story.card_says("Step 1 of 2")
    await story.flow_to("10:40")
    await story.comes("step:2")


async def test_the_token_revoked(story: Story) -> None:
    slack, bot = story.stage.slack, story.stage.bot
    bot.token = slack.bot_token
    await started(story)
    await story.comes("step:1")
    slack.incidents().revoke_token()
    await story.flow_to(NOTICED_BY)
    await becomes(lambda: "channel_lost" in bot.log and "no_access" in bot.log, "it is logged")

    assert order(story) == ["card", "step:1"]
    assert await bot.stop() == 0
    await bot.launch()
    assert await bot.exit_code() == 2
    assert "SLACK_BOT_TOKEN: Slack refuses it (token_revoked)" in bot.log

    slack.workspace_named(slack.team_id).install()
    bot.token = ""
    await bot.start()
    await story.person("Ben").clicks("Join", on=story.post("card"))
    await story.card_says("2 taking part")
    await goes_on(
        story,
        await story.person("Ana").sees(
            "I can write in the channel again", timeout=NO_ANSWER_SECONDS
        ),
    )
    assert order(story) == ["card", "step:1", "step:2"]
