"""A brainstorm: silent ideas, a reveal, groups, a hidden vote, and what won in the recap."""

import re
import sqlite3
from contextlib import closing

from localslack import Message, Person
from tests.support.story import Story

QUESTION = "How do we make the first week fun?"
WIN = "My wildest idea was read out"
QUIZ, HUNT, BUDDY, CAKE = "A quiz", "A treasure hunt", "A buddy for everyone", "Cake & <tea>"
REGRETTED = "Nothing at all"


async def brainstorm(story: Story) -> Message:
    """Ana has begun a brainstorm of an hour, and Ben, Chen and Dana take part; gives its card."""
    ana = story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", QUESTION)
    await ana.fills("Format", "Brainstorm")
    await ana.fills("How long?", "60")
    await ana.clicks("Start")
    card = await story.comes("card")
    for name in ("Ben", "Chen", "Dana"):
        await story.person(name).clicks("Join", on=card)
    await story.card_says("4 taking part")
    return card


async def says(story: Story, key: str, text: str) -> Message:
    """Wait until a post says something."""
    post = await story.comes(key)
    await story.stage.slack.until(
        lambda: text in post.readable(), why=f"{text!r} in:\n{post.readable()}"
    )
    return post


async def adds(person: Person, *ideas: str) -> None:
    await person.clicks("Add an idea")
    await person.fills("Your ideas", "\n".join(ideas))
    await person.clicks("Add")
    await person.sees("Added: ")


async def votes(person: Person, *choices: str) -> None:
    """Give one's votes; a choice is found by the words in it."""
    await person.clicks("Vote")
    form = await person.form("Vote")
    offered = form.element("Your 3 votes").json["options"]
    texts = [option["text"]["text"] for option in offered]
    await person.fills(
        "Your 3 votes", [text for text in texts for choice in choices if choice in text]
    )
    await person.clicks("Give my votes")
    await person.sees("of your 3 given")


def numbered(text: str, shown: Message) -> str:
    """An idea as it is called once it was revealed, such as `3. A quiz`."""
    read = shown.readable()
    found = re.search(rf"(\d+)\.\s+{re.escape(text)}", read)
    assert found, f"no {text!r} in:\n{read}"
    return f"{found[1]}. {text}"


def said_by_the_bot(story: Story) -> str:
    return "\n".join(post.readable() for post in story.posts)


async def test_a_brainstorm_goes_from_a_question_to_outputs_with_owners(story: Story) -> None:
    card = await brainstorm(story)
    await story.flow_to("10:05")
    await ideas_come_in_silence(story, card)
    await ideas_are_shown_shuffled_in_two_batches(story, card)
    await two_ideas_become_a_group(story, card)
    await people_vote_and_see_nothing_of_it(story, card)
    await the_vote_is_closed_with_a_tie(story, card)

    recap = await winners_are_picked_and_the_session_closed(story, card)

    assert re.search(r"• Games: .*; .* · for @Chen\n", recap)
    assert len(re.findall(r"• ", recap)) == 3  # two outputs, and Chen's win
    assert "Ideas: 4 · votes: 4 by 3 people" in recap
    assert f"{WIN} · by @Chen" in recap


async def ideas_come_in_silence(story: Story, card: Message) -> None:
    ana, ben, dana = (story.person(name) for name in ("Ana", "Ben", "Dana"))
    await says(story, "step:2", "Nobody sees an idea before the reveal. No names are kept.")
    await ana.clicks("Add an idea", on=card)
    form = " ".join((await ana.form("Add an idea")).readable().replace("│", "").split())
    assert QUESTION in form
    assert "Anonymous: no name is kept with an idea, not even in my database." in form
    await ana.fills("Your ideas", f"- {QUIZ}\n\n- {HUNT}")
    await ana.clicks("Add")
    await adds(dana, CAKE)
    await adds(ben, REGRETTED)
    await says(story, "step:2", "4 ideas so far.")
    await ben.clicks("Withdraw")
    await ben.sees("Withdrawn. The idea is gone")
    await says(story, "step:2", "3 ideas so far.")
    await ben.clicks("Withdraw")
    await ben.sees("This idea is not there any more.")

    assert not [idea for idea in (QUIZ, HUNT, CAKE) if idea in said_by_the_bot(story)]


async def ideas_are_shown_shuffled_in_two_batches(story: Story, card: Message) -> None:
    await story.person("Ana").clicks("Reveal", on=card)
    first = await says(story, "ideas:1", "Ideas 1 to 3, shuffled")
    await adds(story.person("Chen"), BUDDY)
    await says(story, "step:2", "4 ideas so far. 1 of them waits for the next reveal.")
    await story.flow_to("10:25")
    await says(story, "ideas:4", f"4. {BUDDY}")

    assert {numbered(idea, first)[0] for idea in (QUIZ, HUNT, CAKE)} == {"1", "2", "3"}
    assert REGRETTED not in said_by_the_bot(story)


async def two_ideas_become_a_group(story: Story, card: Message) -> None:
    ana, shown = story.person("Ana"), story.post("ideas:1")
    await says(story, "step:3", "Say here, by their numbers, which of them belong together.")
    await ana.clicks("Group ideas", on=card)
    await ana.fills("Which ideas?", [numbered(idea, shown) for idea in (QUIZ, HUNT)])
    await ana.fills("Name of the group", "Games")
    await ana.clicks("Group")
    await ana.sees("Grouped: Games.")


async def people_vote_and_see_nothing_of_it(story: Story, card: Message) -> None:
    """Ana closes the vote too soon; Ben changes his mind, and Dana votes and leaves."""
    ben, chen, dana = (story.person(name) for name in ("Ben", "Chen", "Dana"))
    ana = story.person("Ana")
    await ana.clicks("Next", on=card)
    vote = await says(story, "step:4", "0 of 4 have voted. 3 votes each")
    assert "Games (ideas " in vote.readable()
    await votes(ben, BUDDY, "Games")
    await says(story, "step:4", "1 of 4 have voted.")
    await ana.clicks("Close vote", on=card)
    await says(story, "step:4", "The vote is closed. 1 person has voted.")
    await ana.clicks("Vote anew", on=card)
    await says(story, "step:4", "0 of 4 have voted.")
    await votes(ben, BUDDY, CAKE)
    await votes(chen, "Games", BUDDY)
    await votes(dana, "Games")
    await says(story, "step:4", "3 of 4 have voted.")
    await votes(ben, CAKE)
    await dana.clicks("Leave", on=card)
    await story.card_says("3 taking part")

    assert "3 of 4 have voted." in vote.readable()
    assert "Games · 2 votes" not in said_by_the_bot(story)


async def the_vote_is_closed_with_a_tie(story: Story, card: Message) -> None:
    await story.person("Ana").clicks("Close vote", on=card)
    ranks = (await says(story, "step:4", "The vote is closed. 3 people have voted.")).readable()

    assert "1. Games · 2 votes" in ranks
    assert f"2= {CAKE} · 1 vote\n" in ranks
    assert f"2= {BUDDY} · 1 vote\n" in ranks
    assert "@" not in ranks


async def winners_are_picked_and_the_session_closed(story: Story, card: Message) -> str:
    """The time of the vote runs out meanwhile; gives the recap."""
    ana = story.person("Ana")
    await story.flow_to("10:36")
    await story.comes("step:5")
    await ana.clicks("Pick the winners", on=card)
    await ana.fills("Who takes on output 1?", "Chen")
    await ana.fills("Output 3", None)
    await ana.clicks("Keep as outputs")
    await ana.sees("Kept for the recap: 2 outputs.")
    await shares_a_win(story, story.person("Chen"), card)
    await story.flow_to("10:46")
    await story.card_says("The agenda is through.")
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")
    return (await story.comes("recap")).readable()


async def shares_a_win(story: Story, person: Person, card: Message) -> None:
    await person.clicks("Share a win", on=card)
    await person.fills("A win to share", WIN)
    await person.clicks("Share")
    await says(story, "step:5", f"{WIN} · by @{person.name}")


async def test_a_promise_about_names_is_kept_whatever_is_pressed_later(
    socket_story: Story,
) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await brainstorm(story)
    await ana.clicks("Next", on=card)
    await story.card_says("Step 2 of 5")
    seen_before = ana.screen.find("Show names", card)
    assert seen_before is not None

    await ben.clicks("Show names", on=card)
    await ben.sees("to change whether names are kept")
    await ben.clicks("Add an idea", on=card)
    await ana.clicks("Show names", on=card)
    await ana.sees("From now on names stand with the ideas")
    await ben.fills("Your ideas", QUIZ)
    await ben.clicks("Add")
    form = await ben.form("Add an idea")
    await story.stage.slack.until(lambda: bool(form.errors), why="the promise does not hold")
    assert "Whether names are kept was changed while you wrote." in form.errors["Your ideas"]
    await ben.closes_form()

    await ana.clicks("Hide names", on=card)
    await adds(ben, QUIZ)
    await ana.uses(seen_before.element, on=card)

    await ana.sees("whoever wrote them was told that no name is kept. It stays like that.")


async def test_what_won_is_not_lost_when_nobody_picks_it(socket_story: Story) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    card = await brainstorm(story)
    await ana.clicks("Next", on=card)
    await story.card_says("Step 2 of 5")
    await adds(ben, QUIZ, HUNT)
    for step in (3, 4):
        await ana.clicks("Next", on=card)
        await story.card_says(f"Step {step} of 5")
    await votes(ben, QUIZ, HUNT)
    await votes(ana, QUIZ)
    await ana.clicks("Next", on=card)
    await story.card_says("Step 5 of 5")
    await says(story, "step:4", f"1. {QUIZ} · 2 votes")

    await story.flow_to("12:00", speed=3000)

    recap = (await story.comes("recap")).readable()
    assert f"• {QUIZ}\n" in recap
    assert HUNT not in recap
    assert "Ideas: 2 · votes: 3 by 2 people" in recap


async def test_a_vote_needs_no_ideas_and_is_held_anew_when_people_go_back(
    socket_story: Story,
) -> None:
    story, ana, ben = socket_story, socket_story.person("Ana"), socket_story.person("Ben")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A name")
    await ana.fills("How long?", "30")
    await ana.fills("Agenda", "Choose 20 #vote\nThanks 10 #wins")
    await ana.clicks("Start")
    card = await story.comes("card")
    await ben.clicks("Join", on=card)
    await says(story, "step:1", "There is nothing to vote for yet.")
    await ana.clicks("Add choices", on=card)
    await ana.fills("What can be voted for", "Otter\nHeron")
    await ana.clicks("Add")
    await says(story, "step:1", "0 of 2 have voted.")
    await story.person("Chen").clicks("Vote", on=card)
    await story.person("Chen").sees("Press Join first, then you can vote.")

    await votes(ben, "Otter")
    await story.flow_to("10:20")
    await says(story, "step:1", "Otter · 1 vote")
    await story.comes("step:2")
    await ana.clicks("Back", on=card)
    back = await says(story, "step:1", "The vote is over.")
    assert "Otter · 1 vote" in back.readable()
    await ana.clicks("Vote anew", on=card)
    await says(story, "step:1", "0 of 2 have voted.")
    await ben.clicks("Vote", on=card)
    form = await ben.form("Vote")

    assert form.element("Your 3 votes").json.get("initial_options") is None
    assert "Otter · 1 vote" not in story.post("step:1").readable()


async def test_neither_the_database_nor_the_log_knows_whose_an_anonymous_idea_is(
    socket_story: Story,
) -> None:
    story, dana = socket_story, socket_story.person("Dana")
    card = await brainstorm(story)
    before = dumped(story).count(dana.id)
    await story.person("Ana").clicks("Next", on=card)
    await story.card_says("Step 2 of 5")
    await adds(dana, CAKE)
    await story.person("Ana").clicks("Next", on=card)
    await says(story, "ideas:1", CAKE)

    assert CAKE in dumped(story)
    # As somebody who takes part, and no more often than before.
    assert dumped(story).count(dana.id) == before > 0
    assert dana.id not in story.stage.bot.log
    assert CAKE not in story.stage.bot.log


def dumped(story: Story) -> str:
    with closing(sqlite3.connect(story.stage.bot.folder / "worksession.sqlite3")) as database:
        return "\n".join(database.iterdump())
