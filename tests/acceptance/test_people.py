"""People come, watch, go; a late one is told what they missed; nobody is pinged by accident."""

from tests.support.story import Story, started


async def test_a_late_joiner_reads_where_the_session_is(story: Story) -> None:
    ana, dana = story.person("Ana"), story.person("Dana")
    card = await started(story, "Draft 10\nReview 20")
    await ana.says("!decision Version in the path", in_thread=card)
    await story.card_says("1 decision")
    await story.flow_to("10:20")
    await story.comes("step:2")

    await dana.clicks("Join", on=card)
    told = await dana.sees("You are in")

    assert "A spec" in dana.reads(told)
    assert "Review" in dana.reads(told)
    assert "Version in the path" in dana.reads(told)
    await dana.clicks("Join", on=card)
    await dana.sees("You are already in")


async def test_leaving_frees_the_role_for_the_next(socket_story: Story) -> None:
    story, ben, chen = socket_story, socket_story.person("Ben"), socket_story.person("Chen")
    card = await started(story)
    await ben.clicks("Join", on=card)
    await chen.clicks("Join", on=card)
    dana = story.person("Dana")
    await dana.clicks("Join", on=card)
    await story.card_says("Timekeeper @Ben · Scribe @Chen · 4 taking part")

    await ben.clicks("Leave", on=card)

    await story.card_says("Timekeeper @Dana · Scribe @Chen · 3 taking part")


async def test_a_role_that_falls_to_somebody_is_told_to_them_in_private(
    socket_story: Story,
) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await started(story)
    await ben.clicks("Join", on=card)
    await story.card_says("Timekeeper @Ben")
    assert not [post for post in story.posts if post.channel is ben.dm]

    await ana.clicks("Leave", on=card)

    await ben.sees("You are the facilitator of A spec now.", in_channel=ben.dm)


async def test_the_facilitator_leaving_hands_the_session_on(socket_story: Story) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await started(story)
    await ben.clicks("Join", on=card)
    await story.card_says("Timekeeper @Ben")

    await ana.clicks("Leave", on=card)
    await story.card_says("Facilitator @Ben")
    await ben.clicks("Next", on=card)

    await story.card_says("Step 2 of 2")


async def test_home_shows_what_runs_and_what_is_mine(socket_story: Story) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await started(story)
    await ana.says("!action @Ben write the guide", in_thread=card)
    await ben.clicks("Join", on=card)
    await story.card_says("1 action")

    await ben.opens_home()
    await story.stage.slack.until(lambda: ben.home is not None, why="Home is published")

    assert ben.home is not None
    assert "A spec" in ben.reads(ben.home)
    assert "write the guide" in ben.reads(ben.home)
