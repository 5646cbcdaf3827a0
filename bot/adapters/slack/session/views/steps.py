"""The messages of single agenda items: a step begins, a break begins, a break is over."""

from collections.abc import Callable, Mapping

from bot.adapters.slack.kit.agenda import (
    at_when,
    bold_title,
    done_text,
    joined,
    owner_text,
    title_of,
    until_text,
)
from bot.adapters.slack.kit.blocks import Rendered, rendered, section, small
from bot.adapters.slack.kit.text import minutes_text
from bot.adapters.slack.session.views.activities import activity_blocks, activity_row, prompt_of
from bot.application.posts.contents import BreakBegins, BreakOver, Step
from bot.domain.state.agenda import AgendaItem, ItemState
from bot.domain.state.session import USUAL_DONE_REACTIONS, Session


def step(content: Step) -> Rendered:
    session, item = content.session, content.item
    number = f"Step {session.step(item.id)} of {len(session.items)}"
    when = STATES[item.state](session, item)
    headline = joined(f"{number}: {bold_title(item)}", when, owner_text(item.owner))
    asked = f"\n{prompt_of(session, item)}" if item.state is ItemState.RUNNING else ""
    hint = _hint(session, item)
    return rendered(
        joined(f"{number}: {title_of(item)}", when),
        [
            section(headline + asked),
            *activity_blocks(session, item),
            *(activity_row(session) if item.state is ItemState.RUNNING else []),
            *([small(hint)] if hint else []),
        ],
    )


def _hint(session: Session, item: AgendaItem) -> str:
    if item.done_by:
        return f"✅ Done {done_text(item)}"
    can_be_done = session.is_live and item.state in {ItemState.RUNNING, ItemState.ENDED}
    return f"React with {_done_emoji(session)} here when it is done." if can_be_done else ""


def _done_emoji(session: Session) -> str:
    """The first reaction that marks an item done; Slack shows the emoji of a name in colons."""
    usual = session.done_reactions == USUAL_DONE_REACTIONS
    return "✅" if usual else f":{session.done_reactions[0]}:"


def break_begins(content: BreakBegins) -> Rendered:
    session, item = content.session, content.item
    when = BREAK_STATES[item.state](session, item)
    said = f"☕ *{title_of(item)}* · {when}"
    buttons = activity_row(session) if item.state is ItemState.RUNNING else []
    return rendered(said, [section(said), *buttons])


def break_over(content: BreakOver) -> Rendered:
    session = content.session
    current = session.current
    opening = "No break this time." if content.item.state is ItemState.SKIPPED else "Welcome back."
    if current is None:
        return rendered(f"{opening} The agenda is through.")
    number = f"step {session.step(current.id)} of {len(session.items)}"
    return rendered(
        f"{opening} On with {number}: {bold_title(current)} · {until_text(session, current)}"
    )


def _is_running(session: Session, item: AgendaItem) -> str:
    paused = "paused" if session.paused_since else ""
    return joined(minutes_text(item.timebox), paused, until_text(session, item))


def _back_at(session: Session, item: AgendaItem) -> str:
    if session.paused_since is not None or item.due_at is None:
        return _is_running(session, item)
    return f"{minutes_text(item.timebox)}. Back {at_when(session, item.due_at)}."


def _words(words: str) -> Callable[[Session, AgendaItem], str]:
    return lambda _session, _item: words


STATES: Mapping[ItemState, Callable[[Session, AgendaItem], str]] = {
    ItemState.PENDING: _words("comes again later"),
    ItemState.RUNNING: _is_running,
    ItemState.ENDED: _words("over"),
    ItemState.SKIPPED: _words("skipped"),
    ItemState.PARKED: _words("parked for later"),
}
BREAK_STATES: Mapping[ItemState, Callable[[Session, AgendaItem], str]] = {
    **STATES,
    ItemState.RUNNING: _back_at,
}
