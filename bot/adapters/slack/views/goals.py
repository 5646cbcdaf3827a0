"""Goals and wins: who wants to get what done, what became of it, and the forms for it."""

from collections.abc import Iterable, Mapping

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    PlainTextInputElement,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.adapters.slack.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.payloads.metadata import Metadata
from bot.adapters.slack.payloads.shapes import SessionKey, Text
from bot.adapters.slack.views.agenda import joined
from bot.adapters.slack.views.blocks import section, sections, small
from bot.adapters.slack.views.inputs import chosen, field_input, modal, option
from bot.adapters.slack.views.text import linked, mention, plain, plural, spoken
from bot.adapters.slack.views.words import GOAL_STATES
from bot.domain.moves.goals import LONGEST_GOAL, LONGEST_WIN
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.goals import Goal, Goals, OwnGoals
from bot.domain.state.identity import PersonId
from bot.domain.state.session import Session

# Slack takes about 13,200 characters in one message; the card has other things to say.
LONGEST_LIST = 6000
LONGEST_WINS = 4000


class TickedGoals(Metadata):
    """Which goals a form asks about: they may be others by the time it comes back."""

    session: SessionKey
    goals: tuple[Text, ...]


GOAL_FIELDS: Mapping[Field, str] = {
    Field.GOAL_1: "What will you surely do?",
    Field.GOAL_2: "What do you aim for?",
    Field.GOAL_3: "What would be great?",
}
STATE_FIELDS = (Field.GOAL_STATE_1, Field.GOAL_STATE_2, Field.GOAL_STATE_3)


def goals_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """Who wants to get what done, in the message of a step.

    A new message calls everybody whom it names: who has said nothing since it came is counted.
    """
    if not session.goals.set_by:
        return goals_on_card(session, item)
    named = [each for each in session.goals.set_by if item.id in each.said_in]
    others = [each for each in session.goals.set_by if each not in named]
    goals, people = sum(len(each.goals) for each in others), len(others)
    counted = f"{plural(goals, 'goal')} of {plural(people, 'person', 'people')} from before"
    shown = _fitting(["*Goals*", *map(_own, named)], LONGEST_LIST)
    return sections([*shown, *([counted] if others else [])])


def goals_on_card(session: Session, _item: AgendaItem) -> list[Block]:
    """Who wants to get what done, in a message that is there from the start."""
    if not session.goals.asked:
        return []
    if not session.goals.set_by:
        return [small("No goals yet. One to three each; press *Set my goals*.")]
    return sections(_fitting(["*Goals*", *map(_own, session.goals.set_by)], LONGEST_LIST))


def wins_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """What became of the goals, in numbers, and the wins that people shared.

    Nobody is named who has said nothing since the message of the step came.
    """
    return _wins(session.goals, unnamed=item)


def wins_on_card(session: Session, _item: AgendaItem) -> list[Block]:
    """The same in a message that is there from the start."""
    return _wins(session.goals)


def _wins(goals: Goals, unnamed: AgendaItem | None = None) -> list[Block]:
    counts = counts_text(goals)
    return [*([section(counts)] if counts else []), *wins_list(goals, LONGEST_LIST, unnamed)]


def wins_list(
    goals: Goals, room: int = LONGEST_WINS, unnamed: AgendaItem | None = None
) -> list[Block]:
    """The wins with their people, but for those whom the message of an item does not name."""
    wins = [f"• {_win(each, unnamed)}" for each in goals.with_wins]
    return sections(_fitting(["*Wins*", *wins], room)) if wins else []


def _win(own: OwnGoals, unnamed: AgendaItem | None) -> str:
    is_named = unnamed is None or unnamed.id in own.said_in
    return joined(linked(own.win), f"by {mention(own.person)}" if is_named else "")


def counts_text(goals: Goals) -> str:
    """How many goals are done: `*Goals:* 7 of 9 done, 1 partly`; empty if there are none."""
    counts = goals.counts
    if not counts.total:
        return ""
    partly = f", {counts.partly} partly" if counts.partly else ""
    return f"*Goals:* {counts.done} of {counts.total} done{partly}"


def _own(own: OwnGoals) -> str:
    return f"• {mention(own.person)}: " + joined(*map(_goal, own.goals))


def _goal(goal: Goal) -> str:
    said = f" ({GOAL_STATES[goal.state].lower()})" if goal.state else ""
    return f"{spoken(goal.text, LONGEST_GOAL * 2)}{said}"


def _fitting(lines: Iterable[str], room: int) -> list[str]:
    """As many lines as there is room for, and how many more there are."""
    every, found = list(lines), list[str]()
    for line in every:
        room -= len(line) + 1
        if room < 0:
            return [
                *found,
                f"… and {plural(len(every) - len(found), 'more person', 'more people')}",
            ]
        found.append(line)
    return found


def goals_buttons(session: Session, _item: AgendaItem) -> Mapping[ActionId, str]:
    """Setting goals, for whoever has none yet, whenever they come."""
    return {ActionId.SET_GOALS: "Set my goals"} if session.goals.asked else {}


def break_buttons(session: Session, item: AgendaItem) -> Mapping[ActionId, str]:
    if not session.goals.asked:
        return {}
    return {ActionId.TICK_GOALS: "How is it going?", **goals_buttons(session, item)}


def wins_buttons(session: Session, item: AgendaItem) -> Mapping[ActionId, str]:
    if not session.goals.asked:
        return {ActionId.SHARE_WIN: "Share a win"}
    return {ActionId.TICK_GOALS: "Tick my goals", **goals_buttons(session, item)}


def goals_form(session: Session, person: PersonId) -> View:
    """One to three goals; those that the person has set already stand there to be changed."""
    texts = [goal.text for goal in session.goals.of(person).goals]
    inputs: list[Block] = [
        field_input(
            field,
            label,
            PlainTextInputElement(
                action_id=ActionId.INPUT, initial_value=text or None, max_length=LONGEST_GOAL
            ),
            optional=field is not Field.GOAL_1,
        )
        for (field, label), text in zip(GOAL_FIELDS.items(), (*texts, "", "", ""), strict=False)
    ]
    seen = (
        "Only you see them." if session.place.is_direct else "Everybody in the session sees them."
    )
    return modal(
        ViewId.GOALS,
        title="My goals",
        submit="Set them",
        metadata=Pressed(session.id).encode(),
        blocks=[*inputs, small(f"{seen} You can change them until the session ends.")],
    )


def tick_form(session: Session, person: PersonId) -> View:
    """What became of the person's goals, and a win if they like to share one."""
    own = session.goals.of(person)
    shown = zip(STATE_FIELDS, own.goals, strict=False)
    opening: list[Block] = [] if own.goals else [section("You have set no goals. No harm done.")]
    asked = TickedGoals(session=session.id, goals=tuple(goal.text for goal in own.goals))
    return modal(
        ViewId.TICK_GOALS,
        title="How is it going?",
        submit="Save",
        metadata=asked.encode(),
        blocks=[
            *opening,
            *(_state_input(field, goal) for field, goal in shown),
            _win_input(session, own),
        ],
    )


def win_form(session: Session, person: PersonId) -> View:
    """A win to share, where nobody is asked for goals."""
    return modal(
        ViewId.SHARE_WIN,
        title="Share a win",
        submit="Share",
        metadata=Pressed(session.id).encode(),
        blocks=[_win_input(session, session.goals.of(person))],
    )


def _win_input(session: Session, own: OwnGoals) -> InputBlock:
    win = PlainTextInputElement(
        action_id=ActionId.INPUT,
        multiline=True,
        initial_value=own.win or None,
        max_length=LONGEST_WIN,
    )
    label, hint = ("A win", "") if session.place.is_direct else ("A win to share", SHARED)
    return field_input(Field.WIN, label, win, hint=hint)


def _state_input(field: Field, goal: Goal) -> InputBlock:
    choices = [option(state, words) for state, words in GOAL_STATES.items()]
    element = RadioButtonsElement(
        action_id=ActionId.INPUT, options=choices, initial_option=chosen(choices, goal.state)
    )
    return field_input(field, plain(goal.text), element)


SHARED = "It stands in the recap with your name. Leave it empty if you would rather not."
