"""Templates: plans that a channel keeps under a name."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.agenda import ItemState, PlannedItem
from bot.domain.formats import Advance, Role
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


def plan_to_keep(session: Session) -> SavedPlan:
    """The plan of a session in its last state, with the times that were planned for its items.

    Time that was added or saved as it went is of that day; what was parked is not in the plan.
    """
    return SavedPlan(
        format=session.format,
        slot=session.slot,
        advance=session.advance,
        roles=session.roles,
        items=tuple(
            replace(item.as_planned, timebox=item.planned)
            for item in session.items
            if item.state is not ItemState.PARKED
        ),
    )


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
