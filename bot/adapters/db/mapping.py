"""Domain values to rows and back; fields go to the columns that have their names."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import func

from bot.adapters.db.tables import AgendaItemRow, CaptureRow, Listed, ParticipantRow, SessionRow
from bot.application.work.pace import real_closed_at, real_wake_at
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.captures import Capture
from bot.domain.state.people import Participant, Participants
from bot.domain.state.session import Session

ColumnValue = TypeVar("ColumnValue")
Row = TypeVar("Row", bound=Listed)

# These fields of a session have tables of their own.
LISTS = frozenset({"items", "participants", "captures"})


def session_from(row: SessionRow) -> Session:
    return Session(
        **values(row, Session),
        items=tuple(AgendaItem(**values(each, AgendaItem)) for each in row.items),
        participants=Participants(tuple(participant_from(each) for each in row.people)),
        captures=tuple(capture_from(each) for each in row.captures),
    )


def participant_from(row: ParticipantRow) -> Participant:
    return Participant(**values(row, Participant))


def capture_from(row: CaptureRow) -> Capture:
    return Capture(**values(row, Capture))


def write_session(row: SessionRow, session: Session) -> None:
    """Make a row and its lists equal to a session, due for attention and to be published now."""
    assign(row, values(session, Session))
    row.items = _listed(row.items, AgendaItemRow, session.items, lambda each: each.id)
    row.people = _listed(
        row.people, ParticipantRow, session.participants.people, lambda each: each.person
    )
    row.captures = _listed(row.captures, CaptureRow, session.captures, lambda each: each.id)
    row.wake_at = real_wake_at(session)
    row.over_at = real_closed_at(session)
    if row.revision == row.published_revision:
        row.unpublished_since = func.now()
    row.revision += 1
    row.publish_not_before = None


def values(source: object, kind: type) -> dict[str, Any]:
    """The plain fields of a kind of value, from such a value or from its row."""
    return {name: getattr(source, name) for name in _plain_fields(kind)}


def assign(row: object, wanted: dict[str, Any]) -> None:
    """Set what a row holds; SQLAlchemy writes only what is different."""
    for name, value in wanted.items():
        setattr(row, name, value)


@cache
def _plain_fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in LISTS)


def _listed(
    rows: Collection[Row],
    make: type[Row],
    wanted: Sequence[ColumnValue],
    key: Callable[[Any], object],
) -> list[Row]:
    """The rows of a list of values: known ones changed, others new, in the list's order."""
    known = {key(row): row for row in rows}
    found = [known.get(key(value)) or make() for value in wanted]
    for position, (row, value) in enumerate(zip(found, wanted, strict=True)):
        assign(row, {"position": position, **values(value, type(value))})
    return found
