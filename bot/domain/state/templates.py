"""Templates: plans that a channel keeps under a name."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.state.agenda import PlannedItem, total
from bot.domain.state.facts import Posting
from bot.domain.state.formats import Advance, Role, SessionFormat
from bot.domain.state.identity import PersonId

MOST_TEMPLATES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPlan:
    """What a template keeps of a session.

    What is None follows the format, and `posting` the channel, as it was not set for the session.
    """

    format: str
    advance: Advance
    roles: tuple[Role, ...]
    items: tuple[PlannedItem, ...]
    anonymous: bool | None = None
    votes_each: int | None = None
    group_size: int | None = None
    posting: Posting | None = None

    @property
    def slot(self) -> timedelta:
        """The time it takes: what was free, or was added as it went, was of that day."""
        return total(self.items)

    def applied_to(self, usual: SessionFormat) -> SessionFormat:
        """A format, set as it was for this plan."""
        return replace(
            usual,
            advance=self.advance,
            roles=self.roles,
            anonymous=usual.anonymous if self.anonymous is None else self.anonymous,
            votes=usual.votes if self.votes_each is None else self.votes_each,
            group_size=usual.group_size if self.group_size is None else self.group_size,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A plan with the name it is known by in its channel; saved by somebody at a moment (UTC)."""

    name: str
    plan: SavedPlan
    saved_by: PersonId
    saved_at: datetime
