"""A test run is taken back: the channel looks as if it had never been."""

from localslack import Message
from tests.support.story import Story, key_of, started


def posted_in(story: Story, message: Message) -> list[str]:
    return [key_of(each) for each in story.posts if each.channel is message.channel]


async def test_a_test_run_disappears_and_what_people_wrote_stays(story: Story) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    card = await started(story)
    await ben.clicks("Join", on=card)
    said = await ben.says("!decision Only a test", in_thread=card)
    await story.stage.slack.until(lambda: bool(said.reactions), why="the mark")
    await story.flow_to("10:03")

    await ana.runs("/worksession discard")
    question = await ana.sees("Discard A spec?")
    assert "What was captured goes too: 1 decision." in question.readable()
    assert "What people wrote themselves stays." in question.readable()
    await ana.clicks("Keep it", on=question)
    await ana.sees("Kept. Nothing has changed.")
    assert card in story.posts

    await ana.runs("/worksession discard")
    await ana.clicks("Discard it", on=await ana.sees("Discard A spec?"))
    await ana.sees("Discarded. My messages about it disappear now")

    await story.stage.slack.until(
        lambda: story.posts == [] and not said.reactions,
        why=f"everything is gone, but there is {story.keys}",
    )
    assert not said.deleted
    await ana.runs("/worksession start")
    await ana.form("Plan a work session")


async def test_a_closed_session_is_discarded_by_who_led_it_and_nobody_else(
    socket_story: Story,
) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    await ana.runs("/worksession discard")
    await ana.sees("There is nothing to discard.")
    card = await started(story)
    await ben.clicks("Join", on=card)
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")
    await story.comes("recap")

    await ben.runs("/worksession discard")
    await ben.sees("Ask @Ana to discard it.")
    await ana.runs("/worksession discard")
    await ana.clicks("Discard it", on=await ana.sees("Discard A spec?"))

    await story.stage.slack.until(
        lambda: posted_in(story, card) == [], why="everything in the channel is gone"
    )


async def test_whoever_waits_gets_the_turn_when_a_session_is_discarded(
    socket_story: Story,
) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    await started(story)
    await ben.runs('/worksession start "Another spec" 30m')
    await ben.clicks("Queue after", on=await ben.sees("A session is already running here"))
    await ben.sees("Queued: Another spec")

    await ana.runs("/worksession discard")
    await ana.clicks("Discard it", on=await ana.sees("Discard A spec?"))

    await ben.sees("Your plan is ready.", in_channel=ben.dm)
