"""What a session is called, and which step runs."""

from collections.abc import Callable, Mapping

from bot.adapters.slack.kit.agenda import bold_title, joined, until_text, when
from bot.adapters.slack.kit.blocks import Block, section
from bot.adapters.slack.kit.text import clock, spoken
from bot.adapters.slack.kit.words import UNTITLED, results
from bot.domain.rules.schedule import ends_at
from bot.domain.state.session import Session, SessionState

LONGEST_OUTCOME_SHOWN = 600


def title_text(session: Session) -> str:
    """What a session is called: its outcome."""
    return spoken(session.outcome, LONGEST_OUTCOME_SHOWN) or UNTITLED


def measure(session: Session) -> list[Block]:
    """How people will know that the outcome is there."""
    if not session.measure:
        return []
    return [section(f"We will know by: {spoken(session.measure, LONGEST_OUTCOME_SHOWN)}")]


def step_text(session: Session) -> str:
    """Which step runs: `Step 2 of 5 · *Draft* · until 10:42`."""
    current = session.current
    if current is None:
        return "The agenda is through. Next: close with the outcome."
    if current.is_day_break and session.paused_since is None:
        return f"Adjourned {until_text(session, current)}"
    number = f"Step {session.step(current.id)} of {len(session.items)}"
    return joined(number, bold_title(current), until_text(session, current))


def status_text(session: Session) -> str:
    """Where the session stands, in one line."""
    return STATUS[session.state](session)


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
