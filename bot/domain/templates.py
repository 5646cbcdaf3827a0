"""Templates: plans that a channel keeps under a name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.agenda import PlannedItem
from bot.domain.formats import Advance, Role
from bot.domain.identity import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPlan:
    """What a template keeps of a session."""

    format: str
    slot: timedelta
    advance: Advance
    roles: tuple[Role, ...]
    items: tuple[PlannedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A plan with the name it is known by in its channel; saved by somebody at a moment (UTC)."""

    name: str
    plan: SavedPlan
    saved_by: PersonId
    saved_at: datetime
