"""The tables; a column with the name of a domain field holds that field."""

import enum
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    Text,
    literal_column,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.adapters.db.column_types import JsonOf, Span, TupleOf, UtcMoment, WholeNumber, Words
from bot.application.publishing.ports import PostState
from bot.application.quarantine_ports import Stage
from bot.domain.state.facts import Loss, Posting
from bot.domain.state.identity import (
    CaptureId,
    ChannelId,
    PersonId,
    SessionId,
    TeamId,
)
from bot.domain.state.session import LIVE, SessionState
from bot.domain.state.templates import SavedPlan

# Without a native type or a check, a new word in an enum needs no migration.
WORD = Enum(
    enum.Enum,
    native_enum=False,
    length=32,
    validate_strings=True,
    values_callable=lambda words: [word.value for word in words],
)


# SQLite keeps a row only once then: in the index of its key.
WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map = {
        enum.Enum: WORD,
        datetime: UtcMoment,
        timedelta: Span,
        str: Words,
        int: WholeNumber,
        TeamId: Words,
        ChannelId: Words,
        PersonId: Words,
        SessionId: Words,
        CaptureId: WholeNumber,
    }


class OfSession:
    """A row that belongs to a session and goes with it."""

    session_id: Mapped[SessionId] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True, sort_order=-2
    )


class SessionRow(Base):
    """A session, when it needs attention, and how far its changes are in Slack.

    `body` is the whole of it; the other columns are what sessions are found by, or what is changed
    of many at once: of those, `away_since` and `queued_after` go before what the body says.
    `over_at` is when it closed by the clock, which in a rehearsal is not its own `closed_at`.
    `revision` counts the saves and `published_revision` is the last one that is in Slack as a
    whole; `unpublished_since` is when the two parted. Whoever publishes holds the lease until
    `lease_until`; `claimed_at` is when somebody last took it. Publishing goes by the real time,
    everything else by the session's.
    """

    __tablename__ = "sessions"

    id: Mapped[SessionId] = mapped_column(primary_key=True)
    team: Mapped[TeamId]
    channel: Mapped[ChannelId]
    planned_by: Mapped[PersonId]
    planned_at: Mapped[datetime]
    state: Mapped[SessionState]
    queued_after: Mapped[SessionId | None] = mapped_column(
        ForeignKey("sessions.id", ondelete="SET NULL"), index=True
    )
    lost: Mapped[Loss | None]
    away_since: Mapped[datetime | None]
    wake_at: Mapped[datetime | None] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=0)
    published_revision: Mapped[int] = mapped_column(default=0)
    publish_not_before: Mapped[datetime | None]
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    unpublished_since: Mapped[datetime | None]
    pace: Mapped[int] = mapped_column(server_default="1")
    turn_came: Mapped[bool] = mapped_column(server_default="0")
    over_at: Mapped[datetime | None]
    body: Mapped[str] = mapped_column(Text, server_default="")


# Written out, because neither database uses an index to some rows for values it gets later.
IS_LIVE = SessionRow.state.in_([literal_column(f"'{state}'") for state in sorted(LIVE)])
# In place of the state: none that the bot knows, so that nothing takes the session up.
QUARANTINED = "quarantined"
IN_QUARANTINE = SessionRow.state == literal_column(f"'{QUARANTINED}'")
UNPUBLISHED = SessionRow.revision > SessionRow.published_revision


def _only(rows: ColumnElement[bool]) -> dict[str, Any]:
    """Keep an index to some rows, on both databases."""
    return {"sqlite_where": rows, "postgresql_where": rows}


ONE_LIVE = Index(
    "uq_sessions_live", SessionRow.team, SessionRow.channel, unique=True, **_only(IS_LIVE)
)
Index("ix_sessions_over", SessionRow.team, SessionRow.channel, SessionRow.over_at)
Index("ix_sessions_unpublished", SessionRow.claimed_at, **_only(UNPUBLISHED))


class PersonRow(OfSession, Base):
    """Somebody who is in a live session, until they leave it or it ends."""

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_person", "team", "person"), WITHOUT_ROWID)

    person: Mapped[PersonId] = mapped_column(primary_key=True)
    team: Mapped[TeamId]


class ActionRow(OfSession, Base):
    """An action that somebody owns, and that they see in their Home tab."""

    __tablename__ = "actions"
    __table_args__ = (Index("ix_actions_owner", "team", "owner", "at"), WITHOUT_ROWID)

    id: Mapped[CaptureId] = mapped_column(primary_key=True, autoincrement=False)
    team: Mapped[TeamId]
    owner: Mapped[PersonId]
    at: Mapped[datetime]
    capture: Mapped[str] = mapped_column(Text)


class RecordRow(OfSession, Base):
    """A fact of a session; `kind` is the name of its class, `data` its fields."""

    __tablename__ = "records"
    __table_args__ = WITHOUT_ROWID

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str]
    data: Mapped[str] = mapped_column(Text)


class PostRow(OfSession, Base):
    """What is known about a post, and which message in Slack it is, or where that was sent to."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_message", "team", "channel", "ts"), WITHOUT_ROWID)

    key: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[TeamId]
    channel: Mapped[ChannelId | None]
    ts: Mapped[str | None]
    thread_ts: Mapped[str | None]
    state: Mapped[PostState]
    digest: Mapped[str]
    attempts: Mapped[int]
    since: Mapped[datetime | None]


class TroubleRow(OfSession, Base):
    """That a session fails; `state_before` is its state, once it is in quarantine.

    `got_to` is its revision when it failed, or the published one if it could not be shown: where it
    is another by now, the session has worked in between.
    """

    __tablename__ = "troubles"

    stage: Mapped[Stage]
    failures: Mapped[int]
    got_to: Mapped[int]
    reason: Mapped[str]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    set_aside_at: Mapped[datetime | None]
    state_before: Mapped[str | None]


class InboxRow(Base):
    """A delivery from Slack that was dealt with."""

    __tablename__ = "inbox"
    __table_args__ = WITHOUT_ROWID

    team: Mapped[TeamId] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class ChannelSettingsRow(Base):
    __tablename__ = "channel_settings"

    team: Mapped[TeamId] = mapped_column(primary_key=True)
    channel: Mapped[ChannelId] = mapped_column(primary_key=True)
    posting: Mapped[Posting]
    done_reactions: Mapped[tuple[str, ...]] = mapped_column(TupleOf(str))


class TemplateRow(Base):
    """A plan that a channel keeps under a name."""

    __tablename__ = "templates"

    team: Mapped[TeamId] = mapped_column(primary_key=True)
    channel: Mapped[ChannelId] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    plan: Mapped[SavedPlan] = mapped_column(JsonOf(SavedPlan))
    saved_by: Mapped[PersonId]
    saved_at: Mapped[datetime]


class HeartbeatRow(Base):
    """When the clock was last kept, and when somebody noticed since that it is not: one row."""

    __tablename__ = "heartbeats"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    noticed_at: Mapped[datetime | None]
