"""Goals and wins: who wants to get what done, what became of it, and the forms for it."""

from collections.abc import Iterable, Mapping

from bot.adapters.slack.kit.agenda import joined
from bot.adapters.slack.kit.blocks import Block, section, sections, small
from bot.adapters.slack.kit.ids import ActionId
from bot.adapters.slack.kit.text import linked, mention, plural, spoken
from bot.adapters.slack.kit.words import GOAL_STATES
from bot.domain.moves.goals import LONGEST_GOAL
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.goals import Goal, Goals, OwnGoals
from bot.domain.state.session import Session

# Slack takes about 13,200 characters in one message; the card has other things to say.
LONGEST_LIST = 6000
LONGEST_WINS = 4000


def goals_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """Who wants to get what done, in the message of a step.

    A new message calls everybody whom it names: who has said nothing since it came is counted.
    """
    if not session.activities.goals.set_by:
        return goals_on_card(session, item)
    named = [each for each in session.activities.goals.set_by if item.id in each.said_in]
    others = [each for each in session.activities.goals.set_by if each not in named]
    goals, people = sum(len(each.goals) for each in others), len(others)
    counted = f"{plural(goals, 'goal')} of {plural(people, 'person', 'people')} from before"
    shown = _fitting(["*Goals*", *map(_own, named)], LONGEST_LIST)
    return sections([*shown, *([counted] if others else [])])


def goals_on_card(session: Session, _item: AgendaItem) -> list[Block]:
    """Who wants to get what done, in a message that is there from the start."""
    if not session.activities.goals.asked:
        return []
    if not session.activities.goals.set_by:
        return [small("No goals yet. One to three each; press *Set my goals*.")]
    return sections(
        _fitting(["*Goals*", *map(_own, session.activities.goals.set_by)], LONGEST_LIST)
    )


def wins_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """What became of the goals, in numbers, and the wins that people shared.

    Nobody is named who has said nothing since the message of the step came.
    """
    return _wins(session.activities.goals, unnamed=item)


def wins_on_card(session: Session, _item: AgendaItem) -> list[Block]:
    """The same in a message that is there from the start."""
    return _wins(session.activities.goals)


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
    return {ActionId.SET_GOALS: "Set my goals"} if session.activities.goals.asked else {}


def break_buttons(session: Session, item: AgendaItem) -> Mapping[ActionId, str]:
    if not session.activities.goals.asked:
        return {}
    return {ActionId.TICK_GOALS: "How is it going?", **goals_buttons(session, item)}


def wins_buttons(session: Session, item: AgendaItem) -> Mapping[ActionId, str]:
    if not session.activities.goals.asked:
        return {ActionId.SHARE_WIN: "Share a win"}
    return {ActionId.TICK_GOALS: "Tick my goals", **goals_buttons(session, item)}
