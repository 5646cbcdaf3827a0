"""The tables; a column with the name of a domain field holds that field."""

import enum
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    literal_column,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, composite, mapped_column, relationship

from bot.adapters.db.column_types import JsonOf, Span, TupleOf, UtcMoment, WholeNumber, Words
from bot.application.publishing.ports import PostState, Target
from bot.application.quarantine_ports import Stage
from bot.domain.state.agenda import Activity, DoneMark, ItemState, Owner
from bot.domain.state.captures import CaptureKind
from bot.domain.state.check import Quiz
from bot.domain.state.facts import Loss, Posting
from bot.domain.state.formats import Advance, Role
from bot.domain.state.goals import Goals
from bot.domain.state.groups import Breakouts
from bot.domain.state.ideas import Board
from bot.domain.state.identity import (
    CaptureId,
    ChannelId,
    ItemId,
    MessageRef,
    PersonId,
    Place,
    SessionId,
    TeamId,
)
from bot.domain.state.people import Presence
from bot.domain.state.session import LIVE, Result, SessionState, Timing, Undo
from bot.domain.state.speaking import Speaking
from bot.domain.state.templates import SavedPlan
from bot.domain.state.thoughts import Thoughts

# Without a native type or a check, a new word in an enum needs no migration.
WORD = Enum(
    enum.Enum,
    native_enum=False,
    length=32,
    validate_strings=True,
    values_callable=lambda words: [word.value for word in words],
)


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
        ItemId: WholeNumber,
        CaptureId: WholeNumber,
        dict[str, Any]: JSON,
    }


class OfSession:
    """A row that belongs to a session and goes with it."""

    session_id: Mapped[SessionId] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True, sort_order=-2
    )


class Listed(OfSession):
    """A row of one of a session's lists; `position` is its place there."""

    position: Mapped[int] = mapped_column(sort_order=-1)


class AgendaItemRow(Listed, Base):
    __tablename__ = "agenda_items"

    id: Mapped[ItemId] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    timebox: Mapped[timedelta]
    planned: Mapped[timedelta]
    activity: Mapped[Activity]
    owner_person: Mapped[PersonId | None]
    owner_name: Mapped[str | None]
    state: Mapped[ItemState]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    paused_for: Mapped[timedelta]
    done_marks: Mapped[tuple[DoneMark, ...]] = mapped_column(TupleOf(DoneMark))
    cue_given: Mapped[bool]
    time_up_given: Mapped[bool]
    overtime_given: Mapped[int]
    until: Mapped[str] = mapped_column(server_default="")

    @property
    def owner(self) -> Owner | None:
        """Every owner has a name, if only an empty one."""
        if self.owner_name is None:
            return None
        return Owner(person=self.owner_person, name=self.owner_name)

    @owner.setter
    def owner(self, owner: Owner | None) -> None:
        self.owner_person = owner.person if owner else None
        self.owner_name = owner.name if owner else None


class ParticipantRow(Listed, Base):
    __tablename__ = "participants"

    person: Mapped[PersonId] = mapped_column(primary_key=True, index=True)
    presence: Mapped[Presence]
    since: Mapped[datetime]
    role: Mapped[Role | None]
    took_part: Mapped[bool]
    worth_it: Mapped[bool | None]


class CaptureRow(Listed, Base):
    __tablename__ = "captures"

    id: Mapped[CaptureId] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[CaptureKind]
    text: Mapped[str]
    by: Mapped[PersonId]
    at: Mapped[datetime]
    owner: Mapped[PersonId | None] = mapped_column(index=True)
    item: Mapped[ItemId | None]
    source_channel: Mapped[ChannelId | None]
    source_ts: Mapped[str | None]
    source_thread_ts: Mapped[str | None]
    source: Mapped[MessageRef | None] = composite("source_channel", "source_ts", "source_thread_ts")
    in_recap: Mapped[bool]


class SessionRow(Base):
    """A session, when it needs attention, and how far its changes are in Slack.

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
    place: Mapped[Place] = composite("team", "channel")
    format: Mapped[str]
    outcome: Mapped[str]
    measure: Mapped[str]
    slot: Mapped[timedelta]
    advance: Mapped[Advance]
    posting: Mapped[Posting]
    roles: Mapped[tuple[Role, ...]] = mapped_column(TupleOf(Role))
    zone: Mapped[str]
    planned_by: Mapped[PersonId]
    planned_at: Mapped[datetime]
    done_reactions: Mapped[tuple[str, ...]] = mapped_column(TupleOf(str))
    state: Mapped[SessionState]
    concerns_kept: Mapped[bool]
    queued_after: Mapped[SessionId | None] = mapped_column(
        ForeignKey("sessions.id", ondelete="SET NULL"), index=True
    )
    started_at: Mapped[datetime | None]
    paused_since: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[PersonId | None]
    result: Mapped[Result | None]
    result_link: Mapped[str]
    note: Mapped[str]
    lost: Mapped[Loss | None]
    away_since: Mapped[datetime | None]
    last_record: Mapped[int]

    wake_at: Mapped[datetime | None] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=0)
    published_revision: Mapped[int] = mapped_column(default=0)
    publish_not_before: Mapped[datetime | None]
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    unpublished_since: Mapped[datetime | None]
    told_behind: Mapped[timedelta] = mapped_column(server_default="0")
    undo: Mapped[Undo | None] = mapped_column(JsonOf(Undo))
    board: Mapped[Board] = mapped_column(JsonOf(Board), server_default="{}")
    goals: Mapped[Goals] = mapped_column(JsonOf(Goals), server_default="{}")
    speaking: Mapped[Speaking] = mapped_column(JsonOf(Speaking), server_default="{}")
    breakouts: Mapped[Breakouts] = mapped_column(JsonOf(Breakouts), server_default="{}")
    quiz: Mapped[Quiz] = mapped_column(JsonOf(Quiz), server_default="{}")
    thoughts: Mapped[Thoughts] = mapped_column(JsonOf(Thoughts), server_default="{}")
    reopening: Mapped[Timing | None] = mapped_column(JsonOf(Timing))
    pace: Mapped[int] = mapped_column(server_default="1")
    turn_came: Mapped[bool] = mapped_column(server_default="0")
    over_at: Mapped[datetime | None]

    # Loaded only by a query that says so, and gone with their session.
    items: Mapped[list[AgendaItemRow]] = relationship(
        order_by=AgendaItemRow.position,
        cascade="all, delete-orphan",
        passive_deletes=True,
        lazy="raise",
    )
    people: Mapped[list[ParticipantRow]] = relationship(
        order_by=ParticipantRow.position,
        cascade="all, delete-orphan",
        passive_deletes=True,
        lazy="raise",
    )
    captures: Mapped[list[CaptureRow]] = relationship(
        order_by=CaptureRow.position,
        cascade="all, delete-orphan",
        passive_deletes=True,
        lazy="raise",
    )


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


class RecordRow(OfSession, Base):
    """A fact of a session; `kind` is the name of its class, `data` its fields."""

    __tablename__ = "records"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[str]
    data: Mapped[dict[str, Any]]


class PostRow(OfSession, Base):
    """What is known about a post, and which message in Slack it is, or where that was sent to."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_message", "team", "channel", "ts"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[TeamId]
    channel: Mapped[ChannelId | None]
    ts: Mapped[str | None]
    thread_ts: Mapped[str | None]
    state: Mapped[PostState]
    digest: Mapped[str]
    attempts: Mapped[int]
    since: Mapped[datetime | None]

    @property
    def ref(self) -> MessageRef | None:
        if self.channel is None or self.ts is None:
            return None
        return MessageRef(self.channel, self.ts, self.thread_ts)

    @property
    def target(self) -> Target | None:
        if self.channel is None or self.ts is not None:
            return None
        return Target(channel=self.channel, thread_ts=self.thread_ts)


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
