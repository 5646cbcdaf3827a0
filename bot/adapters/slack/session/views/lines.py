"""One line in the thread about something that happened.

Lines name nobody: a mention in a new message would ping the very person who pressed the button.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.adapters.slack.kit.agenda import at_when, bold_title, title_of, when
from bot.adapters.slack.kit.blocks import Rendered, rendered
from bot.adapters.slack.kit.text import minutes_text, plural
from bot.adapters.slack.kit.words import CHANGE_WORDS, PLACES
from bot.application.posts.contents import Line
from bot.domain.state import facts
from bot.domain.state.agenda import NO_TIME
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Session

NAMED = 3


def line(content: Line) -> Rendered:
    return rendered(SENTENCES[type(content.fact)](content.session, content.fact))


def done(session: Session, fact: facts.Fact) -> Rendered:
    """The same for whoever did it, with where the session is now if there is no line for it."""
    sentence = SENTENCES.get(type(fact))
    return rendered(sentence(session, fact) if sentence else _where_now(session))


def tried_again() -> Rendered:
    """To whoever lets the bot try a channel again that it had lost."""
    return rendered("I try the channel again now. If it still does not work, I tell you.")


def _agenda_finished(_session: Session, _fact: facts.AgendaFinished) -> str:
    return "The agenda is through. What is left: close with the outcome, on the card."


def _cue_given(session: Session, fact: facts.CueGiven) -> str:
    ends = at_when(session, fact.ends_at)
    return f"{_title(session, fact.item)} ends {ends}. {_then(session)}"


def _item_extended(session: Session, fact: facts.ItemExtended) -> str:
    return (
        f"{minutes_text(fact.added)} more for {_title(session, fact.item)}: "
        f"until {when(session, fact.item_ends_at)}. "
        f"{_ends(session, fact.session_ends_at)}"
    )


def _item_shortened(session: Session, fact: facts.ItemShortened) -> str:
    return (
        f"{minutes_text(fact.taken)} less for {_title(session, fact.item)}: "
        f"until {when(session, fact.item_ends_at)}. {_ends(session, fact.session_ends_at)}"
    )


def _item_parked(session: Session, fact: facts.ItemParked) -> str:
    return f"Parked: {_title(session, fact.item)}. {_ends(session, fact.session_ends_at)}"


def _plan_changed(session: Session, fact: facts.PlanChanged) -> str:
    names = ", ".join(_title(session, item) for item in fact.parked[:NAMED])
    parked = f" Parked: {names}." if names else ""
    return (
        f"The plan has changed; it is on the card.{parked} {_ends(session, fact.session_ends_at)}"
    )


def _end_moved(session: Session, fact: facts.EndMoved) -> str:
    return f"We take more time. {_ends(session, fact.session_ends_at)}"


def _session_reopened(session: Session, _fact: facts.SessionReopened) -> str:
    if session.paused_since is not None:
        return "Reopened, and still paused. Press Resume on the card to go on."
    return f"Reopened. {_where_now(session)}"


def _undone(session: Session, fact: facts.Undone) -> str:
    return f"Undone: {CHANGE_WORDS[fact.change]}. {_where_now(session)}"


def _ends(session: Session, at: datetime) -> str:
    return f"The session ends {at_when(session, at)}."


def _item_skipped(session: Session, fact: facts.ItemSkipped) -> str:
    return f"Skipped: {_title(session, fact.item)}."


def _overtime_reached(session: Session, fact: facts.OvertimeReached) -> str:
    return f"{_title(session, fact.item)} is {minutes_text(fact.over)} over its time. No rush."


def _posting_changed(_session: Session, fact: facts.PostingChanged) -> str:
    return f"From the next step on, steps appear {PLACES[fact.posting]}."


def _session_paused(_session: Session, _fact: facts.SessionPaused) -> str:
    return "Paused. All clocks stand still until somebody presses Resume on the card."


def _session_resumed(session: Session, fact: facts.SessionResumed) -> str:
    paused = minutes_text(fact.paused_for)
    ends = at_when(session, fact.session_ends_at)
    return f"On we go after a pause of {paused}. The session now ends {ends}."


def _time_up(session: Session, fact: facts.TimeUp) -> str:
    up = f"The time for {_title(session, fact.item)} is up."
    return f"{up} Press Next on the card when you are ready. {_then(session)}"


def _then(session: Session) -> str:
    """What comes after the step that runs."""
    upcoming = session.pending
    return f"Then: {title_of(upcoming[0])}." if upcoming else "It is the last step."


def _was_away(session: Session, fact: facts.WasAway) -> str:
    away = minutes_text(max(NO_TIME, fact.until - fact.since))
    names = [_title(session, item) for item in fact.passed[:NAMED]]
    more = len(fact.passed) - len(names)
    passed = ", ".join(names) + (f" and {plural(more, 'more step')}" if more else "")
    ended = f" Meanwhile the time of {passed} ended." if passed else ""
    return f"I was away for {away}; sorry about that.{ended} {_where_now(session)}"


def _where_now(session: Session) -> str:
    current = session.current
    if current is None:
        return "The agenda is through; close with the outcome on the card."
    step = session.step(current.id)
    until = f", until {when(session, current.due_at)}" if current.due_at else ""
    return f"We are in step {step} of {len(session.items)}, {bold_title(current)}{until}."


def _went_back(session: Session, fact: facts.WentBack) -> str:
    return f"Back to {_title(session, fact.item)}."


def _title(session: Session, item_id: ItemId) -> str:
    item = session.item(item_id)
    return bold_title(item) if item else "a step"


SENTENCES: Mapping[type[facts.Fact], Callable[[Session, Any], str]] = {
    facts.AgendaFinished: _agenda_finished,
    facts.CueGiven: _cue_given,
    facts.EndMoved: _end_moved,
    facts.ItemExtended: _item_extended,
    facts.ItemParked: _item_parked,
    facts.ItemShortened: _item_shortened,
    facts.ItemSkipped: _item_skipped,
    facts.OvertimeReached: _overtime_reached,
    facts.PlanChanged: _plan_changed,
    facts.PostingChanged: _posting_changed,
    facts.SessionPaused: _session_paused,
    facts.SessionReopened: _session_reopened,
    facts.SessionResumed: _session_resumed,
    facts.TimeUp: _time_up,
    facts.Undone: _undone,
    facts.WasAway: _was_away,
    facts.WentBack: _went_back,
}
