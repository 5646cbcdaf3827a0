"""The plan before the start: its clocks from now on, what to know about it, and the last tap."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from slack_sdk.models.views import View

from bot.adapters.slack.kit.agenda import agenda_lines, joined, title_of, when
from bot.adapters.slack.kit.blocks import (
    Block,
    Element,
    Rendered,
    button,
    headline,
    rendered,
    row,
    section,
    sections,
    small,
)
from bot.adapters.slack.kit.headings import measure, title_text
from bot.adapters.slack.kit.ids import ActionId, Pressed, ViewId
from bot.adapters.slack.kit.text import cut, minutes_text, plural
from bot.adapters.slack.kit.words import ADVANCES, PLACES, UNTITLED
from bot.adapters.slack.payloads.views import Form
from bot.domain.rules.plan import Concern, NoBreak, OverSlot, UnderSlot, concerns
from bot.domain.rules.schedule import channel_posts, ends_at, moment_after
from bot.domain.state.agenda import Activity, AgendaItem, minutes, total
from bot.domain.state.session import Session

SHOWN_ITEMS = 25
LONGEST_CARRIED = 1000


def confirm_message(
    session: Session, now: datetime, carried: Iterable[AgendaItem] = ()
) -> Rendered:
    """The plan as a private message; `carried` was left over from the session before."""
    pressed = Pressed(session.id)
    buttons = row(
        button(_start_label(session), ActionId.START, pressed, primary=True),
        button("Edit plan", ActionId.EDIT_PLAN, pressed),
        button("Cancel", ActionId.CANCEL_PLAN, pressed),
    )
    text = f"{title_text(session)}: {_length(session, now)}. Start it?"
    names = cut(", ".join(title_of(item) for item in carried), LONGEST_CARRIED)
    left_over = [small(f"Carried over from last time: {names}")] if names else []
    return rendered(text, [*_plan(session, now), *left_over, buttons])


def confirm_form(session: Session, now: datetime) -> View:
    """The plan as a form, after the start form; sending it off is the start."""
    pressed = Pressed(session.id)
    return View(
        type="modal",
        callback_id=ViewId.CONFIRM,
        title="Your plan",
        submit=_start_label(session),
        close="Not now",
        private_metadata=pressed.encode(),
        blocks=[
            *_plan(session, now),
            row(button("Edit plan", ActionId.EDIT_PLAN, pressed)),
        ],
    )


def _start_label(session: Session) -> str:
    return "Start" if session.outcome else "Start without one"


def _plan(session: Session, now: datetime) -> list[Block]:
    return [
        headline(session.outcome or UNTITLED),
        *measure(session),
        section(_length(session, now)),
        *sections(agenda_lines(session, now, SHOWN_ITEMS)),
        small(joined(_posts(session), ADVANCES[session.advance])),
        *_concerns(session, now),
        *_missing_outcome(session),
    ]


def _length(session: Session, now: datetime) -> str:
    end = ends_at(session, now) or now
    count = plural(len(session.items), "step")
    return f"{minutes_text(total(session.plan))} in {count}, ends {when(session, end, now)}"


def _posts(session: Session) -> str:
    """How much the channel will see of it."""
    if session.place.is_direct:
        return "All of it in our direct messages; nobody else sees it"
    count = plural(channel_posts(session.plan, session.posting), "post")
    has_groups = any(item.activity is Activity.GROUPS for item in session.plan)
    groups = " and one for each small group" if has_groups else ""
    return f"{count}{groups} in the channel, steps {PLACES[session.posting]}"


def _missing_outcome(session: Session) -> list[Block]:
    if session.outcome:
        return []
    return [section("No outcome yet. *Edit plan* to say what should exist at the end.")]


def _concerns(session: Session, now: datetime) -> list[Block]:
    found = () if session.concerns_kept else concerns(session.plan, session.slot)
    if not found:
        return []
    lines = [f"• {CONCERNS[type(each)](session, each, now)}" for each in found]
    return [section("\n".join(("*Worth a look*", *lines))), _remedies(session, found)]


def _over_slot(session: Session, concern: OverSlot, _now: datetime) -> str:
    return f"{minutes_text(concern.by)} over the {minutes(session.slot)} min of the session"


def _under_slot(session: Session, concern: UnderSlot, _now: datetime) -> str:
    return f"{minutes_text(concern.by)} of the {minutes(session.slot)} min are still free"


def _no_break(session: Session, concern: NoBreak, now: datetime) -> str:
    before = moment_after(session, concern.after, now)
    return f"no break before {when(session, before, now)}"


def _remedies(session: Session, found: tuple[Concern, ...]) -> Block:
    """What can be done about it, each with one tap."""
    pressed = Pressed(session.id)
    fit = button(f"Fit to {minutes(session.slot)} min", ActionId.FIT_PLAN, pressed)
    remedies: Mapping[type[Concern], Element] = {
        OverSlot: fit,
        NoBreak: button("Add a break", ActionId.ADD_BREAK, pressed),
    }
    keep = button("Keep as it is", ActionId.KEEP_PLAN, pressed)
    offered = [remedies[type(each)] for each in found if type(each) in remedies]
    return row(*offered, keep)


CONCERNS: Mapping[type[Concern], Callable[[Session, Any, datetime], str]] = {
    OverSlot: _over_slot,
    UnderSlot: _under_slot,
    NoBreak: _no_break,
}


def read_confirm_form(form: Form) -> Pressed:
    return Pressed.decode(form.metadata)
