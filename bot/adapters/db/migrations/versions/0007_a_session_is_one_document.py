"""a session is one document."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT, WORD, WHOLE, YES_NO = sa.String, lambda: sa.String(32), sa.Integer, sa.Boolean
MOMENT, SPAN, JSON = lambda: sa.DateTime(timezone=True), sa.BigInteger, sa.JSON
Kinds = Mapping[str, Callable[[], Any]]

# What stood in columns of its own, and whether it may be missing.
SESSION: Kinds = {
    "format": TEXT,
    "outcome": TEXT,
    "measure": TEXT,
    "slot": SPAN,
    "advance": WORD,
    "posting": WORD,
    "roles": JSON,
    "zone": TEXT,
    "done_reactions": JSON,
    "concerns_kept": YES_NO,
    "started_at": MOMENT,
    "paused_since": MOMENT,
    "finished_at": MOMENT,
    "closes_at": MOMENT,
    "closed_at": MOMENT,
    "closed_by": TEXT,
    "result": WORD,
    "result_link": TEXT,
    "note": TEXT,
    "last_record": WHOLE,
    "told_behind": SPAN,
    "reopening": JSON,
}
MAY_MISS = {
    *("started_at", "paused_since", "finished_at", "closes_at", "closed_at", "closed_by"),
    *("result", "reopening", "owner_person", "owner_name", "ended_at", "role", "worth_it"),
    *("owner", "item", "source_channel", "source_ts", "source_thread_ts"),
}
ACTIVITIES = ("board", "goals", "speaking", "breakouts", "quiz", "thoughts")
STAYS: Kinds = {
    "id": TEXT,
    "team": TEXT,
    "channel": TEXT,
    "state": TEXT,
    "planned_by": TEXT,
    "planned_at": MOMENT,
    "queued_after": TEXT,
    "turn_came": YES_NO,
    "pace": WHOLE,
    "lost": TEXT,
    "away_since": MOMENT,
}
ITEM: Kinds = {
    "id": WHOLE,
    "title": TEXT,
    "timebox": SPAN,
    "planned": SPAN,
    "activity": WORD,
    "owner_person": TEXT,
    "owner_name": TEXT,
    "state": WORD,
    "started_at": MOMENT,
    "ended_at": MOMENT,
    "paused_for": SPAN,
    "done_marks": JSON,
    "cue_given": YES_NO,
    "time_up_given": YES_NO,
    "overtime_given": WHOLE,
    "until": TEXT,
}
PERSON: Kinds = {
    "person": TEXT,
    "presence": WORD,
    "since": MOMENT,
    "role": WORD,
    "took_part": YES_NO,
    "worth_it": YES_NO,
}
CAPTURE: Kinds = {
    "id": WHOLE,
    "kind": WORD,
    "text": TEXT,
    "by": TEXT,
    "at": MOMENT,
    "owner": TEXT,
    "item": WHOLE,
    "source_channel": TEXT,
    "source_ts": TEXT,
    "source_thread_ts": TEXT,
    "in_recap": YES_NO,
}
LISTS = {"agenda_items": ITEM, "participants": PERSON, "captures": CAPTURE}
MICROSECOND = timedelta(microseconds=1)


def upgrade() -> None:
    _create_found_by()
    op.add_column("sessions", sa.Column("body", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    for session_id in connection.scalars(sa.text("SELECT id FROM sessions")).all():
        # One that cannot be read stays without a body, and is set aside when it is looked at.
        try:
            found = _read_columns(connection, session_id)
        except (ValueError, TypeError, LookupError, AttributeError):
            continue
        _write_body(connection, session_id, found)
    for table in LISTS:
        op.drop_table(table)
    with op.batch_alter_table("sessions") as sessions:
        for column in (*SESSION, *ACTIVITIES, "undo"):
            sessions.drop_column(column)
    _rebuild()


def downgrade() -> None:
    op.drop_table("people")
    op.drop_table("actions")
    json = "data::json" if op.get_bind().dialect.name == "postgresql" else None
    with op.batch_alter_table("records") as records:
        records.alter_column(
            "data", type_=sa.JSON(), existing_nullable=False, postgresql_using=json
        )
    _create_lists()
    for name, kind in {**SESSION, **dict.fromkeys((*ACTIVITIES, "undo"), JSON)}.items():
        op.add_column("sessions", sa.Column(name, kind(), nullable=True))
    connection = op.get_bind()
    for session_id, body in connection.execute(sa.text("SELECT id, body FROM sessions")).all():
        _write_columns(connection, session_id, msgspec.json.decode(body or "{}"))
    with op.batch_alter_table("sessions") as sessions:
        sessions.drop_column("body")
        for name, kind in SESSION.items():
            if name not in MAY_MISS:
                sessions.alter_column(name, existing_type=kind(), nullable=False)


def _create_found_by() -> None:
    op.create_table(
        "people",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_people_session_id_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "person", name=op.f("pk_people")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_people_person", "people", ["team", "person"])
    op.create_table(
        "actions",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capture", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f("fk_actions_session_id_sessions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "id", name=op.f("pk_actions")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_actions_owner", "actions", ["team", "owner", "at"])


def _create_lists() -> None:
    keys = {"agenda_items": "id", "participants": "person", "captures": "id"}
    for table, kinds in LISTS.items():
        of_session = sa.ForeignKeyConstraint(
            ["session_id"],
            ["sessions.id"],
            name=op.f(f"fk_{table}_session_id_sessions"),
            ondelete="CASCADE",
        )
        key = sa.PrimaryKeyConstraint("session_id", keys[table], name=op.f(f"pk_{table}"))
        op.create_table(
            table,
            sa.Column("session_id", sa.String(), nullable=False),
            sa.Column("position", sa.Integer(), nullable=False),
            *(sa.Column(name, kind(), nullable=name in MAY_MISS) for name, kind in kinds.items()),
            of_session,
            key,
        )
    op.create_index(op.f("ix_participants_person"), "participants", ["person"])
    op.create_index(op.f("ix_captures_owner"), "captures", ["owner"])


def _rebuild() -> None:
    """Facts as text; on SQLite, rows stand in the index of their key only."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("records", "data", type_=sa.Text(), postgresql_using="data::text")
        return
    with op.batch_alter_table("records", table_kwargs={"sqlite_with_rowid": False}) as records:
        records.alter_column("data", type_=sa.Text(), existing_nullable=False)
    for table in ("posts", "inbox"):
        kwargs = {"sqlite_with_rowid": False}
        with op.batch_alter_table(table, recreate="always", table_kwargs=kwargs):
            pass


def _columns(kinds: Kinds) -> list[sa.ColumnClause[Any]]:
    return [sa.column(name, kind()) for name, kind in kinds.items()]


def _values(kinds: Kinds, row: Any) -> dict[str, Any]:
    """What stands in columns, in values that JSON is made of."""
    found = {}
    for name, kind in kinds.items():
        value = row[name]
        if value is not None and kind is SPAN:
            value = value * MICROSECOND
        if isinstance(value, datetime):
            value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        found[name] = value
    return found


def _read_columns(connection: sa.Connection, session_id: str) -> dict[str, Any]:
    undo = {**dict.fromkeys((*ACTIVITIES, "undo"), JSON)}
    kinds = {**STAYS, **SESSION, **undo}
    sessions = sa.table("sessions", *_columns(kinds))
    row = (
        connection.execute(sa.select(sessions).where(sessions.c.id == session_id)).mappings().one()
    )
    found = _values(kinds, row)
    before = sa.text("SELECT state_before FROM troubles WHERE session_id = :id")
    state = connection.scalar(before, {"id": session_id})
    found["state"] = state or found["state"]
    found["place"] = {"team": found.pop("team"), "channel": found.pop("channel")}
    found["activities"] = {name: found.pop(name) for name in ACTIVITIES}
    found["undoable"] = list(_flat(found.pop("undo")))
    items, people, captures = (_listed(connection, name, session_id) for name in LISTS)
    found["items"] = [_with_owner(each) for each in items]
    found["participants"] = {"people": list(people)}
    found["captures"] = [_with_source(each) for each in captures]
    return found


def _listed(connection: sa.Connection, name: str, session_id: str) -> Iterable[dict[str, Any]]:
    position, of = sa.column("position", sa.Integer()), sa.column("session_id", sa.String())
    table = sa.table(name, of, position, *_columns(LISTS[name]))
    wanted = sa.select(table).where(table.c.session_id == session_id).order_by(table.c.position)
    return [_values(LISTS[name], row) for row in connection.execute(wanted).mappings()]


def _flat(undo: dict[str, Any] | None) -> Iterable[dict[str, Any]]:
    """The changes that stood one in the other, the newest first."""
    while undo is not None:
        earlier = undo.pop("earlier", None)
        yield undo
        undo = earlier


def _with_owner(item: dict[str, Any]) -> dict[str, Any]:
    person, name = item.pop("owner_person"), item.pop("owner_name")
    return {**item, "owner": None if name is None else {"person": person, "name": name}}


def _with_source(capture: dict[str, Any]) -> dict[str, Any]:
    channel, ts, thread_ts = (
        capture.pop(f"source_{part}") for part in ("channel", "ts", "thread_ts")
    )
    source = {"channel": channel, "ts": ts, "thread_ts": thread_ts}
    return {**capture, "source": None if channel is None else source}


def _write_body(connection: sa.Connection, session_id: str, found: dict[str, Any]) -> None:
    written = sa.text("UPDATE sessions SET body = :body WHERE id = :id")
    connection.execute(written, {"body": msgspec.json.encode(found).decode(), "id": session_id})
    team = found["place"]["team"]
    if found["state"] in {"running", "paused"}:
        there = [
            {"session_id": session_id, "person": each["person"], "team": team}
            for each in found["participants"]["people"]
            if each["presence"] != "left"
        ]
        kinds = dict.fromkeys(("session_id", "person", "team"), TEXT)
        _insert(connection, "people", kinds, there)
    if found["pace"] == 1 and found["state"] != "discarded":
        is_direct = found["place"]["channel"].startswith("D")
        actions = [
            {
                "session_id": session_id,
                "id": each["id"],
                "team": team,
                "owner": each["owner"],
                "at": each["at"],
                "capture": msgspec.json.encode(each).decode(),
            }
            for each in found["captures"]
            if each["kind"] == "action"
            and each["owner"] is not None
            and (not is_direct or each["owner"] == found["planned_by"])
        ]
        texts = dict.fromkeys(("session_id", "team", "owner", "capture"), TEXT)
        _insert(connection, "actions", {**texts, "id": WHOLE, "at": MOMENT}, actions)


def _insert(connection: sa.Connection, name: str, kinds: Kinds, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(sa.table(name, *_columns(kinds))), rows)


def _stored(kinds: Kinds, found: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in a document, in values for columns."""
    values = {}
    for name, kind in kinds.items():
        value = found.get(name)
        if value is not None and kind is SPAN:
            value = msgspec.convert(value, timedelta) // MICROSECOND
        if value is not None and kind is MOMENT:
            value = msgspec.convert(value, datetime)
        values[name] = value
    return values


def _write_columns(connection: sa.Connection, session_id: str, found: dict[str, Any]) -> None:
    activities, undo = found.get("activities", {}), None
    for each in reversed(found.get("undoable", ())):
        undo = {**each, "earlier": undo}
    kinds = {**SESSION, **dict.fromkeys((*ACTIVITIES, "undo"), JSON)}
    values = _stored(kinds, {**found, **activities, "undo": undo})
    sessions = sa.table("sessions", *_columns({"id": TEXT, **kinds}))
    connection.execute(sa.update(sessions).where(sessions.c.id == session_id).values(values))
    rows = {
        "agenda_items": [_without_owner(each) for each in found.get("items", ())],
        "participants": found.get("participants", {}).get("people", ()),
        "captures": [_without_source(each) for each in found.get("captures", ())],
    }
    for name, listed in rows.items():
        placed: Kinds = {"session_id": TEXT, "position": WHOLE, **LISTS[name]}
        of_it = [
            {"session_id": session_id, "position": at, **_stored(LISTS[name], each)}
            for at, each in enumerate(listed)
        ]
        _insert(connection, name, placed, of_it)


def _without_owner(item: dict[str, Any]) -> dict[str, Any]:
    owner = item.get("owner") or {}
    return {**item, "owner_person": owner.get("person"), "owner_name": owner.get("name")}


def _without_source(capture: dict[str, Any]) -> dict[str, Any]:
    source = capture.get("source") or {}
    return {**capture, **{f"source_{part}": source.get(part) for part in source}}
