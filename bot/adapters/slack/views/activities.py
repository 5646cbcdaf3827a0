"""What an activity shows while its item runs and after: its blocks, and the buttons it needs."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import Block

from bot.adapters.slack.ids import ActionId, Pressed
from bot.adapters.slack.views import board
from bot.adapters.slack.views.blocks import button, row
from bot.domain.agenda import Activity, AgendaItem, ItemState
from bot.domain.session import Session

Shown = Callable[[Session, AgendaItem], list[Block]]
Offered = Callable[[Session, AgendaItem], Mapping[ActionId, str]]

# What stands in the item's own message, from its beginning on.
BLOCKS: Mapping[Activity, Shown] = {
    Activity.IDEAS: board.ideas_blocks,
    Activity.VOTE: board.vote_blocks,
}
# What can be pressed while the item runs, in its own message and on the card.
BUTTONS: Mapping[Activity, Offered] = {
    Activity.IDEAS: board.ideas_buttons,
    Activity.VOTE: board.vote_buttons,
    Activity.SHARE: board.later_buttons,
    Activity.WINS: board.later_buttons,
    Activity.WORK: board.later_buttons,
}


def activity_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """What the activity of an item shows in the item's own message."""
    shown = BLOCKS.get(item.activity)
    return shown(session, item) if shown else []


def activity_row(session: Session) -> list[Block]:
    """The buttons of the activity that runs, at most five."""
    item = session.current
    if item is None or not session.is_live or item.state is not ItemState.RUNNING:
        return []
    offered = BUTTONS.get(item.activity)
    labels = offered(session, item) if offered else {}
    pressed = Pressed(session.id, item.id)
    buttons = [button(label, action, pressed) for action, label in labels.items()]
    return [row(*buttons)] if buttons else []
