"""Who speaks now, who is next, and who would like to: on the card and in a round's message."""

from collections.abc import Mapping
from datetime import timedelta

from bot.adapters.slack.kit.agenda import joined
from bot.adapters.slack.kit.blocks import Block, Rendered, button, rendered, section
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.kit.text import mention
from bot.domain.state.agenda import Activity, AgendaItem, ItemState
from bot.domain.state.identity import PersonId
from bot.domain.state.session import Session
from bot.domain.state.speaking import Round

SHOWN_IN_QUEUE = 8
NEXT_LABEL = "Next speaker"


def speaking_on_card(session: Session) -> list[Block]:
    """The round or the speaker, and the queue with a button that gives the next one the word."""
    item, speaking = session.current, session.activities.speaking
    if not session.is_live:
        return []
    going_round = round_now(session, item) if item else None
    if item is not None and going_round is not None:
        shown: list[Block] = [section(_round_text(going_round, item, SHOWN_IN_QUEUE))]
        return [*shown, section(_queue_text(session))] if speaking.queue else shown
    about = item.id if item else None
    speaker = speaking.speaker_in(about)
    line = joined(
        f"*Speaking:* {mention(speaker)}" if speaker else "",
        _queue_text(session) if speaking.queue else "",
    )
    if not speaking.queue:
        return [section(line)] if line else []
    pressed = Pressed(session.id, about, str(speaking.turn))
    pass_on = button(NEXT_LABEL, ActionId.NEXT_SPEAKER, pressed)
    return [section(line, pass_on)]


def round_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """In the message of a round: who speaks, who is next, how long each has.

    It names those two only: a new message calls everybody whom it names.
    """
    if item.state is not ItemState.RUNNING:
        return []
    going_round = session.activities.speaking.round_of(item.id)
    return [section(_round_text(going_round, item, 1))] if going_round else []


def round_buttons(session: Session, item: AgendaItem) -> Mapping[ActionId, str]:
    if round_now(session, item) is None:
        return {}
    return {ActionId.NEXT_SPEAKER: NEXT_LABEL, ActionId.PASS_TURN: "Pass"}


def round_now(session: Session, item: AgendaItem) -> Round | None:
    """The round of an item, as long as anybody in it waits for their turn."""
    found = session.activities.speaking.round_of(item.id)
    is_round = item.activity is Activity.ROUND and found is not None and bool(found.waiting)
    return found if is_round else None


def queued(session: Session, person: PersonId) -> Rendered:
    """What somebody reads who went into the queue, or out of it."""
    queue = session.activities.speaking.queue
    if person not in queue:
        return rendered("You are not in the queue any more.")
    place = queue.index(person) + 1
    return rendered(
        f"You are number {place} in the queue. Who has not spoken yet comes first. "
        "`!queue` again takes you out."
    )


def passed(session: Session, person: PersonId) -> Rendered:
    """What somebody reads who passed."""
    item = session.current
    going_round = round_now(session, item) if item else None
    waits = going_round is not None and person in going_round.waiting
    later = "You come at the end. Pass again then, and this round goes on without you."
    return rendered(later if waits else "All right, this round goes on without you.")


def _round_text(going_round: Round, item: AgendaItem, shown: int) -> str:
    speaker, *others = going_round.waiting or (None,)
    if speaker is None:
        return "Everybody has had their turn."
    return joined(
        f"*Speaking:* {mention(speaker)}",
        f"then {_names(tuple(others), shown)}" if others else "the last one",
        f"{_span(going_round.time_per_turn(item.timebox))} each",
    )


def _queue_text(session: Session) -> str:
    return f"*Queue:* {_names(session.activities.speaking.queue, SHOWN_IN_QUEUE)}"


def _names(people: tuple[PersonId, ...], most: int) -> str:
    more = len(people) - most
    shown = ", ".join(mention(person) for person in people[:most])
    return f"{shown} and {more} more" if more > 0 else shown


def _span(span: timedelta) -> str:
    """A short time, in minutes and tens of seconds."""
    whole, seconds = divmod(int(span.total_seconds()) // 10 * 10, 60)
    parts = (f"{whole} min" if whole else "", f"{seconds} s" if seconds else "")
    return " ".join(part for part in parts if part)
