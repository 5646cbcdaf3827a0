"""What a session format says: a default agenda that scales, and a task for everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.agenda import Activity


class Advance(StrEnum):
    """Who moves the session from one item to the next."""

    AUTO = "auto"
    MANUAL = "manual"


class Role(StrEnum):
    FACILITATOR = "facilitator"
    TIMEKEEPER = "timekeeper"
    SCRIBE = "scribe"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatItem:
    """A line of a format's agenda: `weight` is its share of the time, within its bounds."""

    title: str
    activity: Activity
    weight: float
    at_least: timedelta
    at_most: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """What people do in an activity: one sentence per role, and some for everybody else."""

    roles: Mapping[Role, str]
    everybody: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFormat:
    """A kind of session; lengths are in minutes."""

    name: str
    title: str
    summary: str
    default_minutes: int
    shortest_minutes: int
    longest_minutes: int
    advance: Advance
    roles: tuple[Role, ...]
    agenda: tuple[FormatItem, ...]
    tasks: Mapping[Activity, Tasks]
