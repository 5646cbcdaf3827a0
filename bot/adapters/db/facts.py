"""Facts as JSON: the name of their class, and their fields."""

from typing import Any, get_args

from bot.adapters.db import documents
from bot.adapters.db.connections import AnyRow
from bot.domain.state.facts import Fact, Record
from bot.domain.state.identity import SessionId

KINDS: dict[str, type[Fact]] = {kind.__name__: kind for kind in get_args(Fact)}


class UnknownFact(Exception):
    """The database holds a kind of fact that this version of the bot does not know."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"There is no kind of fact named {kind!r}. Was the database written by a newer version?"
        )


def record_values(session_id: SessionId, record: Record) -> dict[str, Any]:
    """The row of a record, as values to insert."""
    kind = type(record.fact)
    return {
        "session_id": session_id,
        "number": record.number,
        "at": record.at,
        "kind": kind.__name__,
        "data": documents.write(record.fact, kind),
    }


def record_from(row: AnyRow) -> Record:
    """Raises `UnknownFact`, or `ValueError` for what is no such fact."""
    if row.kind not in KINDS:
        raise UnknownFact(row.kind)
    return Record(row.number, row.at, documents.read(row.data, KINDS[row.kind]))
