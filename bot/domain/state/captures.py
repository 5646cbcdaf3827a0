"""What people capture while they work, so that nothing said gets lost."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.state.identity import CaptureId, ItemId, MessageRef, PersonId


class CaptureKind(StrEnum):
    DECISION = "decision"
    ACTION = "action"
    OUTPUT = "output"
    IDEA = "idea"
    QUESTION = "question"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something a person wants to keep; `source` is the message it came from, if any."""

    kind: CaptureKind
    text: str
    owner: PersonId | None = None
    source: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One thing kept: `source` is the message it came from, `item` what was running then (UTC)."""

    id: CaptureId
    kind: CaptureKind
    text: str
    by: PersonId
    at: datetime
    owner: PersonId | None = None
    item: ItemId | None = None
    source: MessageRef | None = None
    in_recap: bool = True
