"""Moves that keep things: capture, mark an item done, take that back, say what marks it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.agenda import DoneMark
from bot.domain.captures import Capture, Note
from bot.domain.facts import Captured, ItemDone, ItemReopened
from bot.domain.identity import CaptureId, ItemId, MessageRef, PersonId
from bot.domain.refusals import NotFound, NotNow, WrongInput
from bot.domain.session import LIVE, Moved, Session, require_state

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
    if mark in item.done_marks or mark.reaction not in session.done_reactions:
        return Moved(session)
    ticked = session.with_item(replace(item, done_marks=(*item.done_marks, mark)))
    if item.done_marks:
        return Moved(ticked)
    return Moved(ticked).tell(now, ItemDone(item=item_id, by=mark.person))


def untick(session: Session, item_id: ItemId, mark: DoneMark, now: datetime) -> Moved:
    """Take a mark back; the item is open again once no mark is left."""
    require_state(session, *LIVE)
    item = session.item(item_id)
    if item is None or mark not in item.done_marks:
        return Moved(session)
    left = tuple(each for each in item.done_marks if each != mark)
    unticked = session.with_item(replace(item, done_marks=left))
    if left:
        return Moved(unticked)
    return Moved(unticked).tell(now, ItemReopened(item=item_id, by=mark.person))


def change_done_reactions(session: Session, reactions: tuple[str, ...]) -> Moved:
    """Say which reactions mark an item done from now on; marks that were made stay."""
    return Moved(replace(session, done_reactions=reactions))
