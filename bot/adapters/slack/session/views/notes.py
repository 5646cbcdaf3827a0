"""Direct messages to the one person whom something is up to, with the buttons for it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.adapters.slack.kit.agenda import at_when, bold_title
from bot.adapters.slack.kit.blocks import (
    Block,
    Element,
    Rendered,
    button,
    link_button,
    rendered,
    row,
    sections,
)
from bot.adapters.slack.kit.headings import title_text
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.kit.text import channel, clock, mention, minutes_text, permalink
from bot.adapters.slack.kit.words import BOT_NAME, ROLES
from bot.adapters.slack.session.views.card import pressed_now
from bot.adapters.slack.thoughts.views import handed_back
from bot.application.posts.contents import NoteFact, PrivateNote
from bot.domain.state import facts
from bot.domain.state.formats import Role
from bot.domain.state.identity import MessageRef
from bot.domain.state.session import Session, SessionState

Buttons = list[Element]
NoteText = tuple[str, Buttons]
# These name the session in their own words.
ABOUT_PEOPLE = (facts.PersonJoined, facts.RoleGiven)


def note(content: PrivateNote, workspace_url: str, card: MessageRef | None) -> Rendered:
    session, fact = content.session, content.fact
    text, buttons = NOTES[type(fact)](session, fact)
    if card is not None:
        buttons.append(link_button("Open the session", permalink(workspace_url, card)))
    title = "" if isinstance(fact, ABOUT_PEOPLE) else f" *{title_text(session)}*"
    rows: list[Block] = [row(*buttons)] if buttons else []
    where = "" if session.place.is_direct else f"{channel(session.place.channel)}:"
    lines = (f"{where}{title}".strip(), *text.split("\n"))
    return rendered(text, [*sections(line for line in lines if line), *rows])


def _close_reminded(session: Session, fact: facts.CloseReminded) -> NoteText:
    over = "The time is over. Close the session with its outcome when you are ready."
    return f"{over} {_closes_itself(session, fact.closes_at)}", [_close(session, primary=True)]


def _closes_itself(session: Session, at: datetime) -> str:
    if session.next_night is not None and session.lost is None:
        return f"At {clock(at, session.zone)} I end the day, and we go on in the morning."
    return f"At {clock(at, session.zone)} I close it with what it has."


def _facilitator_alerted(session: Session, fact: facts.FacilitatorAlerted) -> NoteText:
    item = session.item(fact.item)
    title = bold_title(item) if item else "The step"
    text = f"{title} is {minutes_text(fact.over)} over its time. Move on when it suits you."
    return text, [button("Next", ActionId.NEXT, Pressed(session.id, fact.item), primary=True)]


def _fell_behind(session: Session, fact: facts.FellBehind) -> NoteText:
    """The choices there are, each with the end it leads to."""
    pressed = pressed_now(session)
    choices = [f"*End later* {at_when(session, fact.session_ends_at)}"]
    buttons = [button("End later", ActionId.END_LATER, pressed)]
    item = session.item(fact.to_park) if fact.to_park is not None else None
    if item is not None:
        end = at_when(session, fact.session_ends_at - item.timebox)
        choices.insert(0, f"*Park a step*: without {bold_title(item)} it ends {end}")
        about = Pressed(session.id, item.id)
        buttons.insert(0, button("Park a step", ActionId.PARK_TO_CATCH_UP, about))
    if fact.can_shrink:
        end = at_when(session, fact.session_ends_at - fact.behind)
        choices.insert(0, f"*Shrink the rest*: what is left gets shorter and it ends {end}")
        buttons.insert(0, button("Shrink the rest", ActionId.SHRINK, pressed, primary=True))
    text = f"You are {minutes_text(fact.behind)} behind. Nothing changes unless you choose:"
    return "\n".join((text, *(f"• {choice}" for choice in choices))), buttons


def _results_missing(_session: Session, fact: facts.ResultsMissing) -> NoteText:
    text = "\n".join(f"• Group {name}: nothing brought back yet" for name in fact.groups)
    return f"The groups' time is over. Only you read this:\n{text}", []


def _long_pause_noticed(session: Session, fact: facts.LongPauseNoticed) -> NoteText:
    since = clock(fact.since, session.zone)
    text = f"Paused since {since}. Go on, or close the session?"
    return f"{text} {_closes_itself(session, fact.closes_at)}", [_resume(session), _close(session)]


def _turn_came(session: Session, _fact: facts.TurnCame) -> NoteText:
    pressed = Pressed(session.id)
    return "The session before yours has closed. Your plan is ready.", [
        button("Start", ActionId.START_TURN, pressed, primary=True),
        button("Cancel", ActionId.CANCEL_PLAN, pressed),
    ]


def _channel_lost(session: Session, fact: facts.ChannelLost) -> NoteText:
    paused = session.state is SessionState.PAUSED
    label = "Resume" if paused else "Try again"
    text = f"{LOSS_SENTENCES[fact.loss]}, then press {label}."
    if paused:
        text = f"The session stands still. {text}"
    if fact.closes_at is not None:
        text = f"{text} {_closes_itself(session, fact.closes_at)}"
    return text, [_resume(session, label)]


def _channel_found(session: Session, _fact: facts.ChannelFound) -> NoteText:
    return "I can write in the channel again. Press Resume to go on.", [_resume(session)]


def _person_joined(session: Session, _fact: facts.PersonJoined) -> NoteText:
    by, title = mention(session.planned_by), title_text(session)
    return f"{by} asked you into *{title}*, and it has begun. *My role* tells you your part.", []


def _role_given(session: Session, fact: facts.RoleGiven) -> NoteText:
    role, title = ROLES[fact.role].lower(), title_text(session)
    return f"You are the {role} of *{title}* now. {MEANINGS[fact.role]}", []


def _resume(session: Session, label: str = "Resume") -> Element:
    return button(label, ActionId.RESUME, pressed_now(session), primary=True)


def _close(session: Session, *, primary: bool = False) -> Element:
    return button("Close", ActionId.CLOSE, Pressed(session.id), primary=primary)


NOTES: Mapping[type[NoteFact], Callable[[Session, Any], NoteText]] = {
    facts.ChannelFound: _channel_found,
    facts.ChannelLost: _channel_lost,
    facts.CloseReminded: _close_reminded,
    facts.FacilitatorAlerted: _facilitator_alerted,
    facts.FellBehind: _fell_behind,
    facts.LongPauseNoticed: _long_pause_noticed,
    facts.PersonJoined: _person_joined,
    facts.ResultsMissing: _results_missing,
    facts.RoleGiven: _role_given,
    facts.ThoughtsHandedBack: lambda session, fact: (handed_back(session, fact), []),
    facts.TurnCame: _turn_came,
}
LOSS_SENTENCES: Mapping[facts.Loss, str] = {
    facts.Loss.ARCHIVED: "The channel is archived. Unarchive it",
    facts.Loss.NOT_MEMBER: f"I am not in the channel any more. Type `/invite @{BOT_NAME}` there",
    facts.Loss.NO_CHANNEL: "I cannot find the channel any more. If it is private, "
    f"type `/invite @{BOT_NAME}` there",
    facts.Loss.NO_ACCESS: "Slack does not let me write any more. "
    "Ask whoever looks after this bot to install it again",
    facts.Loss.RESTRICTED: "Only some people may post in the channel, and I am not among them. "
    "Ask a workspace admin or a manager of the channel to let me "
    "(the channel's name > Settings > Posting permissions)",
    facts.Loss.CARD_REFUSED: "Slack does not take the card as I write it. "
    "Ask whoever looks after this bot to look into its log",
}
MEANINGS: Mapping[Role, str] = {
    Role.FACILITATOR: "You lead through the agenda with the buttons on the card, and close it.",
    Role.TIMEKEEPER: "You keep an eye on the clock, and may press Next, +5 min and Pause too.",
    Role.SCRIBE: "You write down what gets decided, with Capture or `!decision …` in the thread.",
}
