"""Facts as JSON: the name of their class, and their fields."""

from typing import Any, get_args

from pydantic import TypeAdapter

from bot.adapters.db.column_types import as_json
from bot.adapters.db.tables import RecordRow
from bot.domain.state.facts import Fact, Record
from bot.domain.state.identity import SessionId

KINDS: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in get_args(Fact)}


class UnknownFact(Exception):
    """The database holds a kind of fact that this version of the bot does not know."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"There is no kind of fact named {kind!r}. Was the database written by a newer version?"
        )


def record_values(session_id: SessionId, record: Record) -> dict[str, Any]:
    """The row of a record, as values to insert."""
    kind = type(record.fact).__name__
    return {
        "session_id": session_id,
        "number": record.number,
        "at": record.at,
        "kind": kind,
        "data": as_json(KINDS[kind], record.fact),
    }


def record_from(row: RecordRow) -> Record:
    if row.kind not in KINDS:
        raise UnknownFact(row.kind)
    return Record(row.number, row.at, KINDS[row.kind].validate_python(row.data))
