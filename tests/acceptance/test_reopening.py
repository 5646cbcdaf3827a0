"""A close that came too early is taken back, and nothing of the time is lost."""

from localslack import Message
from tests.support.story import Story, started

AGENDA = "Draft 20\nReview 20"


async def closed(story: Story, card: Message, minute: str = "10:05") -> Message:
    """Ana closes the session by mistake."""
    ana = story.person("Ana")
    await story.flow_to(minute)
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Missed")
    await ana.clicks("Close and post")
    return await story.comes("recap")


async def test_a_session_closed_by_mistake_goes_on_without_losing_time(story: Story) -> None:
    ana, card = story.person("Ana"), await started(story, AGENDA, "40")
    recap = await closed(story, card)
    await story.flow_to("10:08")

    await ana.clicks("Reopen", on=recap)
    await story.card_says("Step 1 of 2 · Draft · until 10:23 · session ends 10:43")
    await ana.sees("Reopened. We are in step 1 of 2, Draft, until 10:23.", in_thread=card)
    await story.stage.slack.until(
        lambda: "so this recap was taken back" in recap.readable(), why="the recap is taken back"
    )
    assert "Missed" not in recap.readable()
    assert "Reopen" not in recap.readable()

    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")
    await story.stage.slack.until(lambda: "recap:again" in story.keys[-1], why="a new recap")
    assert "Outcome: met" in story.posts[-1].readable()
    assert "so this recap was taken back" in recap.readable()


async def test_only_who_may_close_reopens_and_for_a_quarter_of_an_hour(
    socket_story: Story,
) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await started(story, AGENDA, "40")
    await ben.clicks("Join", on=card)
    recap = await closed(story, card)

    await ben.clicks("Reopen", on=recap)
    await ben.sees("Ask @Ana (facilitator) to reopen the session.")

    await story.flow_to("10:21")
    await story.stage.slack.until(lambda: "Reopen" not in recap.readable(), why="the button goes")
    assert "Outcome: missed" in recap.readable()
    assert "Worth it" in recap.readable()
    await ana.runs("/worksession start")
    await ana.form("Plan a work session")


async def test_a_session_is_not_reopened_over_another_one(socket_story: Story) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    recap = await closed(story, await started(story, AGENDA, "40"))
    await ben.runs('/worksession start "Another spec" 30m')
    await ben.clicks("Start", on=await ben.sees("Another spec"))
    await story.stage.slack.until(lambda: story.keys.count("card") == 2, why="a second card")

    await ana.clicks("Reopen", on=recap)

    await ana.sees("Another session runs in this channel by now.")
    assert "Outcome: missed" in recap.readable()
