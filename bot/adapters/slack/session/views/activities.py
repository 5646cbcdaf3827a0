"""What an activity shows while its item runs and after: its blocks, and the buttons it needs."""

from collections.abc import Callable, Mapping

from bot.adapters.slack.check.views import check_blocks, check_buttons
from bot.adapters.slack.goals.views import (
    break_buttons,
    goals_blocks,
    goals_buttons,
    goals_on_card,
    wins_blocks,
    wins_buttons,
    wins_on_card,
)
from bot.adapters.slack.groups.views import groups_blocks, groups_buttons
from bot.adapters.slack.ideas import views as board
from bot.adapters.slack.kit.blocks import Block, button, row
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.kit.words import prompt
from bot.adapters.slack.speaking.views import round_blocks, round_buttons
from bot.adapters.slack.thoughts.views import thought_buttons
from bot.domain.moves.idea_groups import can_group
from bot.domain.moves.votes import is_open
from bot.domain.state.agenda import Activity, AgendaItem
from bot.domain.state.facts import CARD_SAYS_IT
from bot.domain.state.session import Session

Shown = Callable[[Session, AgendaItem], list[Block]]
Offered = Callable[[Session, AgendaItem], Mapping[ActionId, str]]

# What stands in the item's own message, from its beginning on.
BLOCKS: Mapping[Activity, Shown] = {
    Activity.CHECK_IN: goals_blocks,
    Activity.IDEAS: board.ideas_blocks,
    Activity.VOTE: board.vote_blocks,
    Activity.ROUND: round_blocks,
    Activity.GROUPS: groups_blocks,
    Activity.QUIZ: check_blocks,
    Activity.WINS: wins_blocks,
}
# What stands on the card instead, where steps have no message of their own.
ON_CARD: Mapping[Activity, Shown] = {
    Activity.CHECK_IN: goals_on_card,
    Activity.WINS: wins_on_card,
}
# What can be pressed while the item runs, in its own message and on the card.
OFFERED_BUTTONS: Mapping[Activity, tuple[Offered, ...]] = {
    Activity.BREAK: (break_buttons,),
    Activity.CHECK_IN: (goals_buttons,),
    Activity.WORK: (thought_buttons, goals_buttons, board.later_buttons),
    Activity.IDEAS: (board.ideas_buttons,),
    Activity.VOTE: (board.vote_buttons,),
    Activity.ROUND: (round_buttons,),
    Activity.SHARE: (board.later_buttons,),
    Activity.GROUPS: (groups_buttons,),
    Activity.QUIZ: (check_buttons,),
    Activity.WINS: (wins_buttons, board.later_buttons),
}
MOST_BUTTONS = 5


def prompt_of(session: Session, item: AgendaItem) -> str:
    """What people are asked to do while an item runs."""
    if item.activity is Activity.SHARE and can_group(session.activities.board):
        return board.READ_AND_GROUP
    if item.activity is Activity.VOTE and not is_open(session, item):
        return board.VOTE_CLOSED
    return prompt(session, item.activity)


def activity_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """What the activity of an item shows in the item's own message."""
    shown = BLOCKS.get(item.activity)
    return shown(session, item) if shown else []


def blocks_on_card(session: Session) -> list[Block]:
    """What the activity that runs shows on the card, where its item has no message."""
    item = session.current
    shown = ON_CARD.get(item.activity) if item else None
    if item is None or shown is None or session.posting not in CARD_SAYS_IT:
        return []
    return shown(session, item)


def activity_row(session: Session) -> list[Block]:
    """The buttons of the activity that runs, at most five; at the end, what is left to do."""
    if not session.is_live:
        return []
    item = session.current
    about = str(session.activities.speaking.turn or "")
    pressed = Pressed(session.id, item.id if item else None, about)
    buttons = [button(label, action, pressed) for action, label in _offered(session).items()]
    return [row(*buttons[:MOST_BUTTONS])] if buttons else []


def _offered(session: Session) -> Mapping[ActionId, str]:
    item = session.current
    if item is None:
        return board.winners_button(session)
    labels: dict[ActionId, str] = {}
    for offered in OFFERED_BUTTONS.get(item.activity, ()):
        labels |= offered(session, item)
    return labels
