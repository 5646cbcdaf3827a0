"""Direct messages to the one person who can settle something, with the buttons to settle it."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.adapters.slack.ids import ActionId, Pressed
from bot.adapters.slack.views.agenda import bold_title
from bot.adapters.slack.views.blocks import Rendered, button, link_button, rendered, row, section
from bot.adapters.slack.views.card import title_text
from bot.adapters.slack.views.text import channel, clock, minutes_text, permalink
from bot.adapters.slack.views.words import BOT_NAME
from bot.application.posts import NoteFact, PrivateNote
from bot.domain.facts import (
    ChannelLost,
    CloseReminded,
    FacilitatorAlerted,
    LongPauseNoticed,
    Loss,
    TurnCame,
)
from bot.domain.identity import MessageRef
from bot.domain.session import Session

Buttons = list[ButtonElement]
Said = tuple[str, Buttons]


def note(content: PrivateNote, workspace_url: str, card: MessageRef | None) -> Rendered:
    session = content.session
    text, buttons = NOTES[type(content.fact)](session, content.fact)
    if card is not None:
        buttons.append(link_button("Open the session", permalink(workspace_url, card)))
    where = f"{channel(session.place.channel)}: *{title_text(session)}*"
    rows: list[ActionsBlock] = [row(*buttons)] if buttons else []
    return rendered(text, [section(f"{where}\n{text}"), *rows])


def _close_reminded(session: Session, fact: CloseReminded) -> Said:
    closes = clock(fact.closes_at, session.zone)
    text = (
        "The time is over. Close the session with its outcome when you are ready. "
        f"At {closes} I close it with what it has."
    )
    return text, [_close(session, primary=True)]


def _facilitator_alerted(session: Session, fact: FacilitatorAlerted) -> Said:
    item = session.item(fact.item)
    title = bold_title(item) if item else "The step"
    text = f"{title} is {minutes_text(fact.over)} over its time. Move on when it suits you."
    return text, [button("Next", ActionId.NEXT, Pressed(session.id, fact.item), primary=True)]


def _long_pause_noticed(session: Session, fact: LongPauseNoticed) -> Said:
    text = f"Paused since {clock(fact.since, session.zone)}. Go on, or close the session?"
    return text, [_resume(session), _close(session)]


def _turn_came(session: Session, _fact: TurnCame) -> Said:
    pressed = Pressed(session.id)
    return "The session before yours has closed. Your plan is ready.", [
        button("Start", ActionId.START, pressed, primary=True),
        button("Cancel", ActionId.CANCEL_PLAN, pressed),
    ]


def _channel_lost(session: Session, fact: ChannelLost) -> Said:
    return f"I paused the session. {LOSSES[fact.loss]}", [_resume(session)]


def _resume(session: Session) -> ButtonElement:
    return button("Resume", ActionId.RESUME, Pressed(session.id), primary=True)


def _close(session: Session, *, primary: bool = False) -> ButtonElement:
    return button("Close", ActionId.CLOSE, Pressed(session.id), primary=primary)


NOTES: Mapping[type[NoteFact], Callable[[Session, Any], Said]] = {
    ChannelLost: _channel_lost,
    CloseReminded: _close_reminded,
    FacilitatorAlerted: _facilitator_alerted,
    LongPauseNoticed: _long_pause_noticed,
    TurnCame: _turn_came,
}
LOSSES: Mapping[Loss, str] = {
    Loss.ARCHIVED: "The channel is archived. Unarchive it, then press Resume.",
    Loss.NOT_MEMBER: "I am not in the channel any more. "
    f"Type `/invite @{BOT_NAME}` there, then press Resume.",
    Loss.NO_CHANNEL: "I cannot find the channel any more. If it is private, "
    f"type `/invite @{BOT_NAME}` there, then press Resume.",
    Loss.NO_ACCESS: "Slack does not let me write any more. "
    "Ask whoever looks after this bot to install it again, then press Resume.",
}
