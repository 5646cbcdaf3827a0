"""A plan that worked is kept for next time, or held once more."""

from localslack import Message
from tests.support.story import Story, started

AGENDA = "Check-in 5 #check_in\nCollect 15 @ben\nDecide 20"


async def closed(story: Story, card: Message) -> None:
    ana = story.person("Ana")
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")
    await story.comes("recap")


async def test_a_plan_is_saved_and_started_by_its_name(story: Story) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    await ana.runs("/worksession save-template retro")
    await ana.sees("No session runs here, and none was closed here.")
    await closed(story, await started(story, AGENDA, "40"))

    await ana.runs("/worksession save-template Retro")
    saved = await ana.sees("Saved: retro.")
    assert "Decide 20" in saved.readable()
    await ben.runs('/worksession start "Sprint 12" retro')
    plan = await ben.sees("Sprint 12")
    assert "40 min in 3 steps" in plan.readable()
    await ben.clicks("Start", on=plan)

    await story.stage.slack.until(lambda: story.keys.count("card") == 2, why="a second card")
    second = next(each for each in story.posts if "Sprint 12" in each.readable())
    assert "Step 1 of 3 · Check-in" in second.readable()
    assert "Collect" in second.readable()


async def test_a_template_is_chosen_in_the_form_and_what_is_typed_counts_more(
    socket_story: Story,
) -> None:
    story, ana = socket_story, socket_story.person("Ana")
    await closed(story, await started(story, AGENDA, "40"))
    await ana.runs("/worksession save-template retro")

    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A list")
    await ana.fills("Format", "retro")
    await ana.fills("How long?", "60")
    await ana.clicks("Start")
    form = await ana.form("Your plan")
    assert "20 min of the 60 min are still free" in form.readable()
    assert "Collect" in form.readable()


async def test_templates_are_listed_shown_replaced_and_deleted(socket_story: Story) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    await ana.runs("/worksession template list")
    await ana.sees("No templates here yet.")
    card = await started(story, AGENDA, "40")
    await ana.runs("/worksession save-template retro")
    await ana.runs("/worksession save-template team")
    await ana.sees("“team” means something else already.")
    await ana.runs("/worksession save-template discard")
    await ana.sees("“discard” means something else already.")
    await closed(story, card)

    await ben.runs("/worksession save-template retro")
    await ben.sees("Replaced: retro, saved before by @Ana.")
    await ana.runs("/worksession template list")
    assert "saved by @Ben" in (await ana.sees("1 template here")).readable()
    await ana.runs("/worksession template show Retro")
    assert "Collect 15 @ben" in (await ana.sees("retro · team")).readable()
    await ana.runs("/worksession template delete retro")
    assert "Decide 20" in (await ana.sees("Deleted: retro")).readable()
    await ana.runs("/worksession template show retro")
    await ana.sees("There is no template retro here.")
    await ana.runs("/worksession template drop retro")
    await ana.sees("Type /worksession template list")


async def test_the_last_session_is_held_once_more_with_what_was_left_to_do_first(
    story: Story,
) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    await ana.runs("/worksession again")
    await ana.sees("No session was closed here yet.")
    card = await started(story, AGENDA, "40")
    await ana.runs("/worksession again")
    await ana.sees("A session is already running here: A spec.")
    await ben.clicks("Join", on=card)
    await story.flow_to("10:06")
    await ben.reacts("white_check_mark", to=await story.comes("step:2"))
    await story.card_says("done by @Ben")
    await closed(story, card)

    await ben.runs("/worksession again")
    plan = await ben.sees("Carried over from last time: Decide")
    shown = plan.readable()
    assert shown.index("Check-in") < shown.index("Decide") < shown.index("Collect")
    await ben.clicks("Start", on=plan)

    await story.stage.slack.until(lambda: story.keys.count("card") == 2, why="a second card")
    await ana.runs("/worksession again")
    await ana.sees("A session is already running here: A spec.")
