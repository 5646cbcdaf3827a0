"""A plan is played to one person, an hour in a minute, and nobody else sees it."""

from localslack import Message
from tests.support.story import Story, key_of, started


def seen(story: Story, keys: set[str]) -> bool:
    return keys <= set(story.keys)


def posts_in_dm(story: Story, name: str) -> list[Message]:
    dm = story.person(name).dm
    return [each for each in story.posts if each.channel.id == dm.id]


async def test_a_format_is_played_in_direct_messages_and_the_channel_sees_nothing(
    story: Story,
) -> None:
    ana = story.person("Ana")

    await ana.runs("/worksession rehearse team")
    await ana.sees("runs in our direct messages now, at 60 times the speed")
    card = await story.comes("card")
    assert "Rehearsal at 60 times the speed. Only you see it." in card.readable()
    assert "until 10:" in card.readable()
    await story.flow_to("10:02", speed=6)
    recap = await story.comes("recap")

    assert "This was a rehearsal at 60 times the speed." in recap.readable()
    assert "Worth it" not in recap.readable()
    assert "Reopen" not in recap.readable()
    keys = [key_of(each) for each in posts_in_dm(story, "Ana")]
    steps = [key for key in keys if key.startswith("step:")]
    assert keys[0] == "card"
    assert steps == sorted(steps)
    assert len(steps) >= 3
    assert any(key.startswith("line:") for key in keys)
    assert len(keys) == len(story.posts)
    assert not [each for each in story.channel.timeline.values() if not each.ephemeral_for]


async def test_the_last_plan_here_is_rehearsed_and_does_not_count_as_a_session(
    socket_story: Story,
) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await started(story, "Draft 20\nReview 20", "40")
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")
    await story.comes("recap")
    await ana.runs("/worksession save-template spec")

    await ana.runs("/worksession rehearse")
    await ana.sees("The rehearsal of A spec runs in our direct messages now")
    await ana.runs("/worksession rehearse spec")
    await ana.sees("Something already runs in our direct messages.")
    await ana.runs("/worksession rehearse nothing-like-it")
    await ana.sees("Something already runs in our direct messages.")
    await story.flow_to("10:01", speed=6)
    await story.stage.slack.until(
        lambda: "recap" in [key_of(each) for each in posts_in_dm(story, "Ana")],
        why="the rehearsal's recap",
    )

    await ana.runs("/worksession rehearse nothing-like-it")
    await ana.sees("I do not know nothing-like-it. Choose from: ")
    await ana.runs("/worksession again")
    assert "until" not in (await ana.sees("Carried over from last time: Draft, Review")).readable()
