"""Private answers about a plan."""

from bot.adapters.slack.kit.blocks import Rendered, button, link_button, rendered, row, section
from bot.adapters.slack.kit.headings import step_text, title_text
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.kit.text import as_sentence
from bot.domain.state.identity import SessionId
from bot.domain.state.session import Session

RUNS_HERE = "A session is already running here"


def already_running(
    running: Session, link: str | None, *, plan: SessionId | None = None, may_close: bool = False
) -> Rendered:
    """One session per channel: what to do instead, for the plan that came second, if any."""
    where = "Your own session is already running" if running.place.is_direct else RUNS_HERE
    said = as_sentence(f"{where}: *{title_text(running)}*")
    queue = ActionId.QUEUE_PLAN if plan else ActionId.PLAN_NEXT
    choices = [
        *([link_button("Open it", link)] if link else []),
        button("Queue after", queue, Pressed(plan or running.id)),
        *([button("Close it", ActionId.CLOSE, Pressed(running.id))] if may_close else []),
    ]
    return rendered(said, [section(f"{said}\n{step_text(running)}"), row(*choices)])


def not_a_member(bot_name: str) -> Rendered:
    return rendered(f"I am not in this channel yet. Type `/invite @{bot_name}`, then try again.")


def started(session: Session, place_url: str = "") -> Rendered:
    """It has begun; `place_url` leads there where that is not where the person is."""
    where = "our direct messages" if session.place.is_direct else "the channel"
    said = as_sentence(f"Started: *{title_text(session)}*") + f" The card is on its way to {where}."
    if not place_url:
        return rendered(said)
    return rendered(said, [section(said), row(link_button("Open it", place_url))])


def queued(plan: Session) -> Rendered:
    """The plan waits; it can be looked at, changed or taken back meanwhile."""
    said = f"Queued: *{title_text(plan)}*. When the running session closes, I send you a message."
    pressed = Pressed(plan.id)
    return rendered(
        said,
        [
            section(said),
            row(
                button("Edit plan", ActionId.EDIT_PLAN, pressed),
                button("Cancel", ActionId.CANCEL_PLAN, pressed),
            ),
        ],
    )


def cancelled() -> Rendered:
    said = "Cancelled. Nothing was posted in the channel."
    return rendered(said, [section(said), row(button("Plan a new one", ActionId.PLAN_NEW))])
