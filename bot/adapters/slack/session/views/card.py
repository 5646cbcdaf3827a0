"""The live card: outcome, step, clocks, people and buttons of a session, on one small screen."""

from collections.abc import Mapping

from bot.adapters.slack.goals.views import counts_text
from bot.adapters.slack.kit.agenda import agenda_lines, joined
from bot.adapters.slack.kit.blocks import (
    Block,
    Rendered,
    button,
    headline,
    more,
    rendered,
    row,
    section,
    sections,
    small,
)
from bot.adapters.slack.kit.headings import measure, status_text, title_text
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.kit.text import mention
from bot.adapters.slack.kit.words import CHANGE_WORDS, ROLES, UNTITLED, captured_counts
from bot.adapters.slack.session.views.activities import activity_row, blocks_on_card
from bot.adapters.slack.speaking.views import speaking_on_card
from bot.application.posts.contents import Card
from bot.domain.state.people import Presence
from bot.domain.state.session import Session, SessionState


def card(content: Card) -> Rendered:
    session = content.session
    status = status_text(session)
    alone = session.place.is_direct
    people = "" if alone else joined(roles_text(session), people_text(session))
    return rendered(
        f"{title_text(session)}: {status}",
        [
            headline(session.outcome or UNTITLED),
            *measure(session),
            section(status),
            *sections(agenda_lines(session)),
            *([small(people)] if people else []),
            *blocks_on_card(session),
            *_kept(session),
            *speaking_on_card(session),
            *_rows(session),
        ],
    )


def roles_text(session: Session) -> str:
    """Who holds which role; an open role says so."""
    holders = {role: session.participants.holder(role) for role in session.roles}
    return joined(
        *(
            f"{ROLES[role]} {mention(holder) if holder else 'still free'}"
            for role, holder in holders.items()
        )
    )


def people_text(session: Session) -> str:
    """How many are there: `4 taking part, 1 watching`."""
    taking_part = len(session.participants.joined)
    watching = len(session.participants.with_presence(Presence.OBSERVING))
    return f"{taking_part} taking part" + (f", {watching} watching" if watching else "")


def _kept(session: Session) -> list[Block]:
    counts = captured_counts(session.captures)
    said = joined(f"Captured: {counts}" if counts else "", counts_text(session.activities.goals))
    return [small(said)] if said else []


def _rows(session: Session) -> list[Block]:
    if not session.is_live:
        return []
    return [*activity_row(session), _row_for_everybody(session), _row_for_steering(session)]


def _row_for_everybody(session: Session) -> Block:
    pressed = pressed_now(session)
    offered = FOR_ONE if session.place.is_direct else FOR_EVERYBODY
    return row(*(button(label, action, pressed) for action, label in offered.items()))


def _row_for_steering(session: Session) -> Block:
    pressed = pressed_now(session)
    first, *others = _steering(session)
    return row(
        button(STEERING_LABELS[first], first, pressed, primary=True),
        *(button(STEERING_LABELS[action], action, pressed) for action in others),
        *([more(choices, pressed)] if (choices := _rarer(session)) else []),
    )


def _rarer(session: Session) -> Mapping[ActionId, str]:
    """What stands in the menu beside the buttons."""
    if session.current is None:
        return {}
    offered = MORE_AT_NIGHT if session.current.is_day_break else MORE
    found = dict(offered) if session.state is SessionState.RUNNING else {}
    if session.last_change is not None:
        found[ActionId.UNDO] = f"Undo {CHANGE_WORDS[session.last_change.change]}"
    return found


def pressed_now(session: Session) -> Pressed:
    """The value of a button that is about the step that runs now."""
    current = session.current
    return Pressed(session.id, current.id if current else None)


def _steering(session: Session) -> tuple[ActionId, ...]:
    """The buttons that fit the moment; the first is what usually comes next."""
    if session.state is SessionState.PAUSED:
        return ActionId.RESUME, ActionId.CLOSE
    if session.current is None:
        return ActionId.CLOSE, ActionId.BACK
    if session.current.is_day_break:
        return ActionId.NEXT, ActionId.BACK, ActionId.CLOSE
    return (
        ActionId.NEXT,
        ActionId.EXTEND,
        ActionId.SKIP,
        ActionId.BACK,
        ActionId.PAUSE,
        ActionId.CLOSE,
    )


FOR_EVERYBODY: Mapping[ActionId, str] = {
    ActionId.JOIN: "Join",
    ActionId.WATCH: "Watch",
    ActionId.LEAVE: "Leave",
    ActionId.MY_ROLE: "My role",
    ActionId.TIME: "Time",
    ActionId.CAPTURE: "Capture",
}
FOR_ONE: Mapping[ActionId, str] = {
    action: FOR_EVERYBODY[action] for action in (ActionId.TIME, ActionId.CAPTURE)
}
STEERING_LABELS: Mapping[ActionId, str] = {
    ActionId.NEXT: "Next",
    ActionId.EXTEND: "+5 min",
    ActionId.SKIP: "Skip",
    ActionId.BACK: "Back",
    ActionId.PAUSE: "Pause",
    ActionId.RESUME: "Resume",
    ActionId.CLOSE: "Close",
}
MORE: Mapping[ActionId, str] = {
    ActionId.SHORTEN: "5 min less",
    ActionId.PARK: "Park this step",
    ActionId.CHANGE_PLAN: "Change the plan",
}
MORE_AT_NIGHT: Mapping[ActionId, str] = {ActionId.CHANGE_PLAN: MORE[ActionId.CHANGE_PLAN]}
