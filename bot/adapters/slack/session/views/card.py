"""The live card: outcome, step, clocks, people and buttons of a session, on one small screen."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.adapters.slack.goals.views import counts_text
from bot.adapters.slack.kit.agenda import agenda_lines, bold_title, joined, until_text, when
from bot.adapters.slack.kit.blocks import (
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
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.kit.text import clock, mention, spoken
from bot.adapters.slack.kit.words import CHANGES, ROLES, UNTITLED, captured_counts, results
from bot.adapters.slack.session.views.activities import activity_row, blocks_on_card
from bot.adapters.slack.speaking.views import speaking_on_card
from bot.application.posts.contents import Card
from bot.domain.rules.schedule import ends_at
from bot.domain.state.people import Presence
from bot.domain.state.session import Session, SessionState

LONGEST_GOAL = 600


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


def title_text(session: Session) -> str:
    """What a session is called: its outcome."""
    return spoken(session.outcome, LONGEST_GOAL) or UNTITLED


def measure(session: Session) -> list[Block]:
    """How people will know that the outcome is there."""
    if not session.measure:
        return []
    return [section(f"We will know by: {spoken(session.measure, LONGEST_GOAL)}")]


def status_text(session: Session) -> str:
    """Where the session stands, in one line."""
    return STATUS[session.state](session)


def step_text(session: Session) -> str:
    """Which step runs: `Step 2 of 5 · *Draft* · until 10:42`."""
    current = session.current
    if current is None:
        return "The agenda is through. Next: close with the outcome."
    if current.is_day_break and session.paused_since is None:
        return f"Adjourned {until_text(session, current)}"
    number = f"Step {session.step(current.id)} of {len(session.items)}"
    return joined(number, bold_title(current), until_text(session, current))


def _running(session: Session) -> str:
    end = ends_at(session)
    ends = f"session ends {when(session, end)}" if end and session.current else ""
    return joined(step_text(session), ends)


def _paused(session: Session) -> str:
    since = (
        f"Paused since {clock(session.paused_since, session.zone)}" if session.paused_since else ""
    )
    return joined(since, step_text(session))


def _closed(session: Session) -> str:
    at = clock(session.closed_at, session.zone) if session.closed_at else ""
    how = "Closed" if session.closed_by else "Closed automatically"
    result = f"outcome {results(session)[session.result].lower()}" if session.result else ""
    return joined(f"{how} {at}", result, "recap below")


STATUS: Mapping[SessionState, Callable[[Session], str]] = {
    SessionState.PLANNED: lambda _session: "Planned, not started yet",
    SessionState.RUNNING: _running,
    SessionState.PAUSED: _paused,
    SessionState.CLOSED: _closed,
    SessionState.CANCELLED: lambda _session: "Cancelled",
    SessionState.DISCARDED: lambda _session: "Discarded",
}


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
    said = joined(f"Captured: {counts}" if counts else "", counts_text(session.goals))
    return [small(said)] if said else []


def _rows(session: Session) -> list[Block]:
    if not session.is_live:
        return []
    return [*activity_row(session), _row_for_everybody(session), _row_for_steering(session)]


def _row_for_everybody(session: Session) -> ActionsBlock:
    pressed = pressed_now(session)
    offered = FOR_ONE if session.place.is_direct else FOR_EVERYBODY
    return row(*(button(label, action, pressed) for action, label in offered.items()))


def _row_for_steering(session: Session) -> ActionsBlock:
    pressed = pressed_now(session)
    first, *others = _steering(session)
    return row(
        button(STEERING[first], first, pressed, primary=True),
        *(button(STEERING[action], action, pressed) for action in others),
        *([more(choices, pressed)] if (choices := _rarer(session)) else []),
    )


def _rarer(session: Session) -> Mapping[ActionId, str]:
    """What stands in the menu beside the buttons."""
    if session.current is None:
        return {}
    offered = MORE_AT_NIGHT if session.current.is_day_break else MORE
    found = dict(offered) if session.state is SessionState.RUNNING else {}
    if session.last_change is not None:
        found[ActionId.UNDO] = f"Undo {CHANGES[session.last_change.change]}"
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
STEERING: Mapping[ActionId, str] = {
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
