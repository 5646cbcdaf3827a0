"""Reactions mark items done, on the item's own message and nowhere else."""

from localslack.traffic import Record
from tests.support.story import Story, started


async def test_a_tick_names_who_and_taking_it_back_unticks(story: Story) -> None:
    ben, chen = story.person("Ben"), story.person("Chen")
    await started(story)
    step = await story.comes("step:1")

    await ben.reacts("white_check_mark", to=step)
    await story.card_says("done by @Ben")
    await chen.reacts("white_check_mark", to=step)
    await ben.unreacts("white_check_mark", to=step)
    await story.card_says("done by @Chen")
    await chen.unreacts("white_check_mark", to=step)
    await story.stage.slack.until(
        lambda: "done by" not in story.post("card").readable(), why="the tick is taken back"
    )

    await story.stage.slack.until(lambda: "Done by" not in step.readable(), why="the step follows")


async def test_reactions_elsewhere_do_nothing(story: Story) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    card = await started(story)
    step = await story.comes("step:1")
    other = await ana.says("Just talking", in_thread=card)

    await ben.reacts("white_check_mark", to=other)
    await ben.reacts("white_check_mark", to=card)
    await ben.reacts("tada", to=step)
    await ben.reacts("eyes", to=step)
    await ana.says("!decision a mark that all above was taken in", in_thread=card)
    await story.card_says("1 decision")

    assert "done by" not in card.readable()


async def test_a_skin_tone_is_the_same_reaction(socket_story: Story) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    await ana.runs("/worksession settings done :+1: :white_check_mark:")
    await ana.sees("marks it done")
    await started(story)
    step = await story.comes("step:1")

    await ben.reacts("+1::skin-tone-3", to=step)

    await story.card_says("done by @Ben")


async def test_one_event_delivered_three_times_has_one_effect(story: Story) -> None:
    ana = story.person("Ana")
    card = await started(story)
    said = await ana.says("!decision Ship on Friday", in_thread=card)
    await story.card_says("1 decision")

    slack = story.stage.slack
    sent, *_ = _deliveries_of(story, said.ts)
    for _ in range(2):
        slack.deliver_again(sent)
    await slack.until(lambda: len(_deliveries_of(story, said.ts)) == 3, why="delivered thrice")
    await ana.says("!action Tell the others", in_thread=card)
    await story.card_says("1 action")

    assert "1 decision, 1 action" in card.readable()


def _deliveries_of(story: Story, ts: str) -> list[Record]:
    return [
        record
        for record in story.stage.slack.traffic.deliveries("message")
        if record.arguments["event"].get("ts") == ts
    ]
