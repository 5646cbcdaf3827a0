"""Small groups: their own messages, what they brought back, and the forms for both."""

from collections.abc import Mapping, Sequence

from bot.adapters.slack.kit.agenda import joined, until_text
from bot.adapters.slack.kit.blocks import Block, Rendered, button, rendered, row, section, sections
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.kit.text import cut, flat, linked, mention, plural, spoken
from bot.application.posts.contents import GroupMerged, GroupPlace, ResultQuestion
from bot.domain.moves.groups import can_split_anew
from bot.domain.state.agenda import AgendaItem, ItemState
from bot.domain.state.captures import Capture
from bot.domain.state.groups import Group
from bot.domain.state.session import Session

LONGEST_RESULT_SHOWN = 500
MOST_SHOWN = 20


def groups_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """In the step's message: how many groups there are, and what they brought back.

    It names nobody: each group's own message does, and calls its people once.
    """
    split = session.activities.breakouts.of(item.id)
    if split is None:
        return []
    count = plural(len(split.working), "group")
    at_work = f"{count} at work, each in the thread of its own message in the channel."
    results = [text for group in split.groups for text in _results(session, group)]
    return [
        *([section(at_work)] if item.state is ItemState.RUNNING else []),
        *(_list(results, "*Brought back*") if results else []),
    ]


def groups_buttons(session: Session, item: AgendaItem) -> Mapping[ActionId, str]:
    if session.activities.breakouts.of(item.id) is None or not can_split_anew(session, item):
        return {}
    return {ActionId.SPLIT_ANEW: "Split anew"}


def group_message(content: GroupPlace | ResultQuestion | GroupMerged) -> Rendered:
    match content:
        case GroupPlace():
            return _group_place(content)
        case ResultQuestion():
            return _result_question(content)
        case GroupMerged():
            return _group_merged(content)


def _group_place(content: GroupPlace) -> Rendered:
    """The message of a group, which calls its people together."""
    session, group = content.session, content.group
    headline = f"*Group {group.name}*"
    if not session.activities.breakouts.is_last(content.split):
        return rendered(f"{headline} was split anew. Look for your name below.")
    if group.merged_into is not None:
        host = session.activities.breakouts.group(group.merged_into)
        return rendered(f"{headline} went on with *Group {host.name if host else ''}*.")
    if not group.members:
        return rendered(f"{headline} · nobody is here any more.")
    if content.item.state is ItemState.PENDING:
        return rendered(f"{headline} · this step comes again later.")
    people = ", ".join(mention(person) for person in group.members)
    is_on = session.is_live and content.item.state is ItemState.RUNNING
    when = until_text(session, content.item) if is_on else "over"
    work = "\nWork here, in the thread under this message." if is_on else ""
    first = f"{joined(f'{headline}: {people}', when)}{work}"
    bring = button("Bring a result", ActionId.BRING_RESULT, _pressed(content))
    return rendered(
        joined(f"Group {group.name}: {people}", when),
        [
            section(first),
            *_list(_results(session, group)),
            *([row(bring)] if session.is_live else []),
        ],
    )


def _result_question(content: ResultQuestion) -> Rendered:
    return rendered(
        f"Group {content.group.name}: what do you bring back? One line is enough: write "
        "`!result …` here, or press *Bring a result* above."
    )


def _group_merged(content: GroupMerged) -> Rendered:
    group, host = content.group.name, content.host.name
    return rendered(
        f"The others of Group {group} have left. Please go on with *Group {host}*: "
        "its message is in the channel too."
    )


def in_group(group: Group) -> str:
    """What somebody who comes late needs to know."""
    return f"You are in *Group {group.name}*. It works in the thread of its message in the channel."


def brought(capture: Capture) -> Rendered:
    return rendered(f"Kept for the recap: {spoken(capture.text, LONGEST_RESULT_SHOWN)}")


def _results(session: Session, group: Group) -> list[str]:
    captured = {each.id: each.text for each in session.captures}
    kept = [captured[result] for result in group.results if result in captured]
    return [cut(linked(flat(text)), LONGEST_RESULT_SHOWN) for text in kept]


def _list(results: Sequence[str], *heading: str) -> list[Block]:
    """As many results as a message has room for."""
    shown = [f"• {text}" for text in results[:MOST_SHOWN]]
    more = len(results) - len(shown)
    return sections([*heading, *shown, *([f"… and {more} more in the recap"] if more else [])])


def _pressed(content: GroupPlace) -> Pressed:
    return Pressed(content.session.id, content.item.id, str(content.group.id))
