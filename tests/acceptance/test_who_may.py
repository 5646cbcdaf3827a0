"""Who is not in a session's channel can do nothing in it, and does not learn that it exists."""

from collections.abc import Sequence

import pytest

from bot.adapters.slack.doors.commands import SUBCOMMANDS
from localslack import Channel, Message, NewPerson, Person, View
from localslack.block_kit.elements import Element, elements
from tests.support.story import PEOPLE, Story, started

NO_SESSION = "This session does not exist any more."
NOT_THERE = "I know of no channel like this that you are in."
EVE = "Eve"
# These are about no channel.
FOR_ALL = frozenset({"help", "solo"})


@pytest.fixture
def cast() -> Sequence[NewPerson]:
    return PEOPLE


@pytest.fixture
def story(socket_story: Story) -> Story:
    """Nothing here depends on the way in which Slack reaches the bot."""
    return socket_story


@pytest.fixture
def eve(story: Story) -> Person:
    """Somebody of the workspace who is not in #design."""
    return story.stage.slack.add_person(NewPerson(EVE))


def private_channel(story: Story) -> Channel:
    """A private channel of everybody in the cast, who all look at it now."""
    names = [each.name for each in PEOPLE]
    channel = story.stage.slack.channel("secret", members=names, private=True, bot=True)
    for name in names:
        story.person(name).goes_to(channel)
    return channel


def button(on: Message | View, label: str) -> Element:
    blocks = on.blocks if isinstance(on, Message) else on.definition["blocks"]
    return next(each for each in elements(blocks) if label in each.labels())


def forged(element: Element, old: str, new: str) -> Element:
    """The same button with another session in it."""
    value = str(element.json["value"])
    assert old in value
    return Element(element.block, {**element.json, "value": value.replace(old, new)})


def session_in(element: Element) -> str:
    return str(element.json["value"]).partition(":")[0]


def slip_out(channel: Channel, person: Person) -> None:
    """Take somebody out of a channel without an event, as one that Slack could not deliver."""
    channel.members.remove(person.user)


async def started_again(story: Story) -> None:
    """The bot stops and starts, and so has forgotten what Slack told it."""
    await story.stage.bot.kill()
    await story.stage.bot.start()


async def home_of(story: Story, person: Person) -> str:
    """What somebody reads at home, once it is there."""
    before = len(story.stage.slack.traffic.calls("views.publish"))
    await person.opens_home()
    await story.stage.slack.until(
        lambda: len(story.stage.slack.traffic.calls("views.publish")) > before, why="Home comes"
    )
    assert person.home is not None
    return person.reads(person.home)


@pytest.mark.parametrize("label", ["Join", "Watch", "My role", "Time", "Capture"])
async def test_reading_capturing_joining_and_watching_need_membership_of_the_channel(
    story: Story, eve: Person, label: str
) -> None:
    card = await started(story)

    await eve.clicks(label, on=card)

    await story.stage.slack.until(lambda: bool(eve.private_answers), why="she is answered")
    assert all(NO_SESSION in answer for answer in eve.private_answers)
    assert "1 taking part" in card.readable()
    assert not eve.forms


async def test_a_forged_session_is_answered_like_one_that_does_not_exist(story: Story) -> None:
    ana = story.person("Ana")
    card = await started(story)
    join = button(card, "Join")
    known = session_in(join)
    secret = private_channel(story)
    await started_elsewhere(story, secret)
    other = session_in(button(await story_card(story, secret), "Join"))

    slip_out(secret, ana)
    await started_again(story)
    await ana.uses(forged(join, known, other), on=card)
    await ana.uses(forged(join, known, "0" * 32), on=card)
    await story.stage.slack.until(lambda: len(ana.private_answers) > 1, why="both are answered")

    assert ana.private_answers[-1] == ana.private_answers[-2]
    assert NO_SESSION in ana.private_answers[-1]


async def started_elsewhere(story: Story, channel: Channel) -> None:
    ben = story.person("Ben")
    ben.goes_to(channel)
    await ben.runs('/worksession start "A plot" 30m')
    await ben.clicks("Start", on=await ben.sees("A plot", in_channel=channel))


async def story_card(story: Story, channel: Channel) -> Message:
    def found() -> list[Message]:
        return [each for each in story.posts if each.channel is channel]

    await story.stage.slack.until(lambda: bool(found()), why="the card comes")
    return found()[0]


async def test_a_form_that_was_open_when_its_person_left_the_channel_is_refused(
    story: Story,
) -> None:
    ben = story.person("Ben")
    card = await started(story)
    await ben.clicks("Capture", on=card)
    await ben.form()

    await ben.leaves(story.channel)
    await story.stage.slack.until(
        lambda: bool(story.stage.slack.traffic.deliveries("member_left_channel")), why="it is told"
    )
    await ben.fills("In one or two sentences", "A decision of somebody who is gone")
    await ben.clicks("Keep it")

    form = await ben.form()
    assert NO_SESSION in str(form.errors)
    assert "1 decision" not in card.readable()


async def test_who_comes_into_the_channel_can_join_at_once(story: Story, eve: Person) -> None:
    card = await started(story)
    await eve.clicks("Join", on=card)
    await eve.sees(NO_SESSION)

    await eve.joins(story.channel)
    await story.stage.slack.until(
        lambda: any(
            eve.id in str(each.arguments)
            for each in story.stage.slack.traffic.deliveries("member_joined_channel")
        ),
        why="Slack tells that she is there",
    )
    await eve.clicks("Join", on=card)

    await story.card_says("2 taking part")


async def test_slack_is_asked_once_for_all_who_press(story: Story) -> None:
    card = await started(story)
    for name in ("Ben", "Chen", "Dana"):
        await story.person(name).clicks("Join", on=card)
        await story.person(name).clicks("Time", on=card)
    await story.card_says("4 taking part")

    assert len(story.stage.slack.traffic.calls("conversations.members")) == 1


async def test_who_left_a_private_channel_sees_its_session_at_home_no_more(story: Story) -> None:
    ben, channel = story.person("Ben"), private_channel(story)
    card = await started(story)
    await ben.clicks("Join", on=card)
    await ben.says("!action @Ben write the guide", in_thread=card)
    await story.card_says("1 action")
    before = await home_of(story, ben)
    assert "A spec" in before
    assert "write the guide" in before

    await ben.leaves(channel)
    await story.card_says("1 taking part")
    after = await home_of(story, ben)

    assert "A spec" not in after
    assert "write the guide" not in after


async def test_who_left_a_private_channel_while_the_bot_was_down_sees_nothing_of_it_either(
    story: Story,
) -> None:
    ben, channel = story.person("Ben"), private_channel(story)
    card = await started(story)
    await ben.clicks("Join", on=card)
    await ben.says("!action @Ben write the guide", in_thread=card)
    await story.card_says("1 action")

    slip_out(channel, ben)
    await started_again(story)
    after = await home_of(story, ben)

    assert "A spec" not in after
    assert "write the guide" not in after


async def test_a_facilitator_who_leaves_the_channel_hands_on_as_with_leave(story: Story) -> None:
    ana, ben = story.person("Ana"), story.person("Ben")
    card = await started(story)
    await ben.clicks("Join", on=card)
    await story.card_says("Timekeeper @Ben")

    await ana.leaves(story.channel)

    await story.card_says("Facilitator @Ben")
    await story.card_says("1 taking part")
    await ben.sees("You are the facilitator of A spec now.", in_channel=ben.dm)


async def test_a_facilitator_who_left_while_the_bot_was_down_is_missed_at_the_next_press(
    story: Story,
) -> None:
    ana, ben, chen = story.person("Ana"), story.person("Ben"), story.person("Chen")
    card = await started(story)
    await ben.clicks("Join", on=card)
    await chen.clicks("Join", on=card)
    await story.card_says("3 taking part")

    slip_out(story.channel, ana)
    await started_again(story)
    await chen.clicks("Time", on=card)
    await ben.clicks("Close", on=card)
    await ben.form("Close the session")

    await ben.fills("How did it turn out?", "Met")
    await ben.clicks("Close and post")
    await story.comes("recap")


async def test_leaving_the_channel_counts_as_leaving_the_session(story: Story) -> None:
    ben, chen = story.person("Ben"), story.person("Chen")
    card = await started(story)
    await ben.clicks("Join", on=card)
    await chen.clicks("Watch", on=card)
    await story.card_says("1 watching")

    await ben.leaves(story.channel)
    await chen.leaves(story.channel)

    await story.card_says("1 taking part")
    await story.stage.slack.until(
        lambda: "watching" not in card.readable(), why="nobody watches any more"
    )


async def test_the_plans_of_who_left_the_channel_do_not_hold_up_its_queue(story: Story) -> None:
    ana, ben, chen = story.person("Ana"), story.person("Ben"), story.person("Chen")
    card = await started(story)
    for person, outcome in ((ben, "Plan of Ben"), (chen, "Plan of Chen"), (ben, "More of Ben")):
        await person.runs(f'/worksession start "{outcome}" 30m')
        await person.clicks("Queue after")
        await person.sees("Queued")

    await ben.leaves(story.channel)
    await ana.clicks("Close", on=card)
    await ana.fills("How did it turn out?", "Met")
    await ana.clicks("Close and post")

    await chen.sees("Plan of Chen", in_channel=chen.dm)
    assert not [post for post in story.posts if post.channel is ben.dm]


async def test_nobody_starts_a_session_in_a_channel_that_they_left(story: Story) -> None:
    ben = story.person("Ben")
    await ben.runs("/worksession start")
    await ben.fills("What exists at the end?", "A coup")

    await ben.leaves(story.channel)
    await story.stage.slack.until(
        lambda: bool(story.stage.slack.traffic.deliveries("member_left_channel")), why="it is told"
    )
    await ben.clicks("Start")

    form = await ben.form()
    assert "that you are in" in str(form.errors)
    assert not story.posts


async def test_reactions_of_bots_tick_nothing(story: Story) -> None:
    polls = story.stage.slack.bot_of_another_app("Polls")
    ben = story.person("Ben")
    story.stage.slack.workspace.join(story.channel, polls.user)
    card = await started(story)
    step = await story.comes("step:1")

    await polls.reacts("white_check_mark", to=step)
    await polls.reacts("raising_hand", to=card)
    await ben.says("!decision all of that was taken in", in_thread=card)
    await story.card_says("1 decision")

    assert "done by" not in card.readable()
    assert "@Polls" not in card.readable()
    await ben.reacts("white_check_mark", to=step)
    await story.card_says("done by @Ben")


async def test_messages_of_bots_are_not_captured(story: Story) -> None:
    polls = story.stage.slack.bot_of_another_app("Polls")
    story.stage.slack.workspace.join(story.channel, polls.user)
    card = await started(story)

    await polls.says("!decision by a machine", in_thread=card)
    await story.person("Ben").says("!decision by a person", in_thread=card)

    await story.card_says("1 decision")
    await story.flow_to("10:01")
    assert "2 decisions" not in card.readable()


async def test_a_session_for_one_alone_is_only_theirs(story: Story) -> None:
    ana, dana = story.person("Ana"), story.person("Dana")
    await dana.runs('/worksession solo "Write the tests" 30m')
    await dana.clicks("Start", on=await dana.sees("nobody else sees it"))
    alone = await story.comes("card")
    await dana.says("!action @Ana bring the cake", in_channel=dana.dm)
    await dana.says("!action @Dana clear the table", in_channel=dana.dm)
    await story.card_says("2 actions")

    await ana.clicks("Close", on=alone)

    await ana.sees(NO_SESSION)
    assert "bring the cake" not in await home_of(story, ana)
    assert "clear the table" in await home_of(story, dana)


@pytest.mark.parametrize("word", [each.word for each in SUBCOMMANDS if each.word not in FOR_ALL])
async def test_commands_in_a_channel_are_for_its_people(
    story: Story, eve: Person, word: str
) -> None:
    """Slack offers no command there to Eve; whoever forges one learns nothing."""
    await started(story)
    secret = private_channel(story)
    await started_elsewhere(story, secret)

    await eve._interactions.run_command(eve.user, secret, "/worksession", f"{word} retro")

    await story.stage.slack.until(lambda: bool(eve.private_answers), why="she is answered")
    assert NOT_THERE in eve.private_answers[-1].replace("`", "")
    assert "A plot" not in "".join(eve.private_answers)
    assert not eve.forms
