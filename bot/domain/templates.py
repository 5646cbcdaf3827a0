"""Templates: plans that a channel keeps under a name."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.agenda import AgendaItem, ItemState, PlannedItem, total
from bot.domain.facts import Posting
from bot.domain.formats import Advance, Role, SessionFormat
from bot.domain.identity import PersonId
from bot.domain.lengths import read_length
from bot.domain.refusals import WrongInput
from bot.domain.session import Session

LONGEST_NAME = 40
MOST_TEMPLATES = 50
_NAME = re.compile(r"(?:[^\W_]|-)+")
_LETTER = re.compile(r"[^\W\d_]")


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


def plan_to_keep(session: Session) -> SavedPlan:
    """The plan of a session as it was last written, with the times that were written for its items.

    Time that was added or saved as it went is of that day; what was parked is not in the plan.
    """
    return plan_of(session, (item for item in session.items if item.state is not ItemState.PARKED))


def plan_of(session: Session, items: Iterable[AgendaItem]) -> SavedPlan:
    """A plan like a session's with these of its items, as they were planned."""
    return SavedPlan(
        format=session.format,
        advance=session.advance,
        roles=session.roles,
        items=tuple(_as_at_first(item) for item in items),
        anonymous=session.board.anonymous,
        votes_each=session.board.votes_each,
        group_size=session.breakouts.size,
    )


def _as_at_first(item: AgendaItem) -> PlannedItem:
    line = item.as_planned
    # What was written out of the plan has no time there any more, but may be held another time.
    return line if item.is_day_break else replace(line, timebox=item.planned or item.timebox)


def read_template_name(typed: str, reserved: Collection[str]) -> str:
    """The name of a template as it is kept: in small letters.

    Args:
        typed: What somebody typed.
        reserved: Words that mean something else where a name can stand.

    Raises:
        WrongInput: it is no name, or means something else.
    """
    name = typed.strip().lower()
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name) or not _LETTER.search(name):
        raise WrongInput(
            f"A template's name has letters, digits and dashes, {LONGEST_NAME} at most. "
            "Try one such as retro or api-review."
        )
    if name in reserved or read_length(name) is not None:
        raise WrongInput(f"“{name}” means something else already. Choose another name.")
    return name
