"""What a person asks for when they plan a session."""

from dataclasses import dataclass

from bot.domain.state.formats import Advance
from bot.domain.state.identity import PersonId, SessionId
from bot.domain.state.templates import SavedPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What was typed, as it was typed; empty text means "as the format says".

    `template` names the channel's template that is meant instead of a format, and `saved` is its
    plan, once it was looked up. `revises` is the plan that this one replaces; `queue` asks to wait
    until the session that runs in the channel has closed.
    """

    outcome: str = ""
    measure: str = ""
    length: str = ""
    format: str = ""
    template: str = ""
    saved: SavedPlan | None = None
    agenda: str = ""
    advance: Advance | None = None
    people: tuple[PersonId, ...] = ()
    timekeeper: PersonId | None = None
    scribe: PersonId | None = None
    revises: SessionId | None = None
    queue: bool = False
