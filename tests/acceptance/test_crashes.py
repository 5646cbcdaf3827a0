"""The bot is killed and started again; people lose nothing and read one honest line."""

from collections import Counter

from localslack import faults
from tests.support.story import Story, started


async def test_a_session_goes_on_after_the_bot_was_killed_in_step_two(story: Story) -> None:
    ben = story.person("Ben")
    card = await started(story, "Check-in 5\nDraft 10\nReview 10\nShare 5")
    await story.flow_to("10:07")
    await story.comes("step:2")

    await story.stage.bot.kill()
    story.jump_to("10:11")
    await story.stage.bot.start()
    line = await ben.sees("I was away", in_thread=card)

    assert "I was away for" in line.readable()
    assert "We are in step 2 of 4, Draft, until 10:15." in line.readable()
    await story.card_says("Step 2 of 4")
    await story.flow_to("10:15")
    await story.comes("step:3")
    assert [key for key, count in Counter(story.keys).items() if count > 1] == []


async def test_steps_missed_while_away_are_merged_into_one_line(socket_story: Story) -> None:
    story, ben = socket_story, socket_story.person("Ben")
    card = await started(story, "Check-in 5\nDraft 5\nReview 10\nShare 10")
    await story.comes("step:1")

    await story.stage.bot.kill()
    story.jump_to("10:13")
    await story.stage.bot.start()
    await ben.sees("I was away", in_thread=card)
    await story.comes("step:3")

    assert "step:2" not in story.keys
    assert sum("I was away" in post.readable() for post in story.posts) == 1
    await story.card_says("Step 3 of 4 · Review · until 10:20")


async def test_what_people_say_while_the_bot_is_down_is_kept(socket_story: Story) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    card = await started(story)
    await story.comes("step:1")

    await story.stage.bot.kill()
    await ana.says("!decision Ship on Friday", in_thread=card)
    await ana.reacts("white_check_mark", to=story.post("step:1"))
    await story.stage.bot.start()

    await story.card_says("1 decision")
    await story.card_says("done by @Ana")


async def test_the_first_thing_said_after_a_start_is_kept_although_slack_fails(
    story: Story,
) -> None:
    card = await started(story)
    await story.stage.bot.stop()
    await story.stage.bot.start()
    story.stage.slack.faults.next("auth.test", faults.http_500(), times=9)

    await story.person("Ana").says("!decision Ship on Friday", in_thread=card)

    await story.card_says("1 decision")


async def test_a_post_whose_answer_was_lost_is_found_instead_of_posted_again(
    socket_story: Story,
) -> None:
    story = socket_story
    story.stage.slack.faults.next("chat.postMessage", faults.reset_after(), times=2)

    await started(story)
    await story.comes("step:1")
    await story.card_says("Step 1 of 2")

    assert [key for key, count in Counter(story.keys).items() if count > 1] == []


async def test_a_stop_always_ends_cleanly_and_within_seconds(socket_story: Story) -> None:
    bot = socket_story.stage.bot
    await started(socket_story)

    for _ in range(8):
        assert await bot.stop() == 0
        await bot.start()
