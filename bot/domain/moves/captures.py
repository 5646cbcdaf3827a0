"""Moves that keep things: capture, mark an item done, take that back, say what marks it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.state.agenda import AgendaItem, DoneMark
from bot.domain.state.captures import Capture, Note
from bot.domain.state.facts import Captured, ItemDone, ItemReopened
from bot.domain.state.identity import CaptureId, ItemId, MessageRef, PersonId
from bot.domain.state.refusals import NotFound, NotNow, WrongInput
from bot.domain.state.session import LIVE, Moved, Session, require_state

LONGEST_CAPTURE = 2000


def capture(session: Session, note: Note, by: PersonId, now: datetime) -> Moved:
    """Keep something for the recap.

    Raises:
        WrongInput: there is no text, or more than 2,000 characters of it.
        NotNow: the session is over, or this message was captured before.
    """
    require_state(session, *LIVE)
    _require_text(note)
    if note.source is not None and _is_captured(session, note.source):
        raise NotNow("This message is already captured. Nothing is lost.")
    current = session.current
    kept = Capture(
        id=CaptureId(1 + max((each.id for each in session.captures), default=0)),
        kind=note.kind,
        text=note.text.strip(),
        by=by,
        at=now,
        owner=note.owner,
        item=current.id if current else None,
        source=note.source,
    )
    fact = Captured(capture=kept.id, kind=kept.kind, by=by, source=kept.source)
    return Moved(replace(session, captures=(*session.captures, kept))).tell(now, fact)


def _is_captured(session: Session, message: MessageRef) -> bool:
    sources = [each.source for each in session.captures if each.source is not None]
    return any(message.is_same(source) for source in sources)


def _require_text(note: Note) -> None:
    length = len(note.text.strip())
    if length == 0:
        raise WrongInput(
            f"Add what the {note.kind.value} is, such as `!{note.kind.value} Ship on Friday`."
        )
    if length > LONGEST_CAPTURE:
        raise WrongInput(
            f"That has {length:,} characters; {LONGEST_CAPTURE:,} is the most. "
            "Capture the heart of it; the message itself stays where it is."
        )


def tick(session: Session, item_id: ItemId, mark: DoneMark, now: datetime) -> Moved:
    """Mark an item done; the same mark again, or another reaction, changes nothing."""
    require_state(session, *LIVE)
    item = session.item(item_id)
    if item is None or item.is_break:
        raise NotFound("There is nothing to mark done here.")
    if mark.reaction not in session.done_reactions:
        return Moved(session)
    return _marked(session, item, mark._replace(stands=True), now)


def untick(session: Session, item_id: ItemId, mark: DoneMark, now: datetime) -> Moved:
    """Take a mark back; the item is open again once no mark is left.

    It is kept in mind even if nobody has heard of the mark yet, which may still be on its way.
    """
    require_state(session, *LIVE)
    item = session.item(item_id)
    if item is None or (
        mark.reaction not in session.done_reactions and _last_heard(item, mark) is None
    ):
        return Moved(session)
    return _marked(session, item, mark._replace(stands=False), now)


def _marked(session: Session, item: AgendaItem, mark: DoneMark, now: datetime) -> Moved:
    """Keep what was heard of a mark, unless something later was heard before."""
    before = _last_heard(item, mark)
    if before is not None and mark.made_at < before.made_at:
        return Moved(session)
    if before is not None and before.stands == mark.stands:
        marks = tuple(mark if each is before else each for each in item.done_marks)
    else:
        marks = (*(each for each in item.done_marks if each is not before), mark)
    marked = replace(item, done_marks=marks)
    moved = Moved(session.with_item(marked))
    if bool(marked.done_by) == bool(item.done_by):
        return moved
    fact = ItemDone if marked.done_by else ItemReopened
    return moved.tell(now, fact(item=item.id, by=mark.person))


def _last_heard(item: AgendaItem, mark: DoneMark) -> DoneMark | None:
    """What is known of the same reaction of the same person."""
    same = (mark.person, mark.reaction)
    return next((each for each in item.done_marks if (each.person, each.reaction) == same), None)


def change_done_reactions(session: Session, reactions: tuple[str, ...]) -> Moved:
    """Say which reactions mark an item done from now on; marks that were made stay."""
    return Moved(replace(session, done_reactions=reactions))
