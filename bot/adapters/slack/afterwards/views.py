"""Private answers about sessions that are over, or that are to leave no trace."""

from bot.adapters.slack.kit.blocks import Rendered, button, rendered, row, section
from bot.adapters.slack.kit.headings import status_text, title_text
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.kit.words import captured_counts
from bot.domain.state.session import Session


def discard_confirm(session: Session) -> Rendered:
    """What goes and what stays, before anything goes."""
    said = f"Discard *{title_text(session)}*?"
    kept = captured_counts(session.captures)
    also = f" What was captured goes too: {kept}." if kept else ""
    pressed = Pressed(session.id)
    return rendered(
        said,
        [
            section(f"{said}\n{status_text(session)}"),
            section(
                "My messages about it are deleted: the card, the steps, the recap, and what I "
                f"wrote to people.{also} What people wrote themselves stays. "
                "This cannot be undone."
            ),
            row(
                button("Keep it", ActionId.KEEP_SESSION, pressed, primary=True),
                button("Discard it", ActionId.DISCARD, pressed),
            ),
        ],
    )


def discarded() -> Rendered:
    return rendered("Discarded. My messages about it disappear now, which may take a minute.")


def kept() -> Rendered:
    return rendered("Kept. Nothing has changed.")
