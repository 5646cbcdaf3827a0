"""How a rehearsal is told from the real thing."""

from bot.adapters.slack.kit.blocks import Rendered, rendered, small
from bot.adapters.slack.kit.headings import title_text
from bot.adapters.slack.kit.text import minutes_text
from bot.domain.state.agenda import MINUTE
from bot.domain.state.session import Session, SessionState


def begun(session: Session) -> Rendered:
    time = session.slot / session.pace
    takes = minutes_text(time) if time < MINUTE else f"about {minutes_text(time)}"
    return rendered(
        f"The rehearsal of *{title_text(session)}* runs in our direct messages now, at "
        f"{session.pace} times the speed: it takes {takes}. Nobody else sees it."
    )


def as_rehearsal(session: Session, shown: Rendered) -> Rendered:
    """A message of a rehearsal, which says so."""
    over = session.state is SessionState.CLOSED
    said = "This was a rehearsal" if over else "Rehearsal"
    note = f"{said} at {session.pace} times the speed. Only you see it."
    return Rendered(f"Rehearsal: {shown.text}", [*shown.blocks, small(note)])
