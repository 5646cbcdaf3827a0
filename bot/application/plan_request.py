"""Reads what a person asked for, field by field, into a planned session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from bot.domain.agenda import PlannedItem, minutes
from bot.domain.agenda_text import UnreadableLine, read_agenda
from bot.domain.facts import Posting
from bot.domain.formats import Advance, Role, SessionFormat
from bot.domain.identity import PersonId, Place, SessionId
from bot.domain.lengths import read_length
from bot.domain.plan import scaled
from bot.domain.refusals import Refusal, WrongInput
from bot.domain.session import Session, agenda_of
from bot.domain.starting import invite

LONGEST_OUTCOME = 300
MOST_ITEMS = 50
SHOWN_LINES = 5


class PlanField(StrEnum):
    """What a person can say about a session before it starts."""

    OUTCOME = auto()
    MEASURE = auto()
    LENGTH = auto()
    FORMAT = auto()
    AGENDA = auto()
    ADVANCE = auto()
    PEOPLE = auto()
    TIMEKEEPER = auto()
    SCRIBE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What was typed, as it was typed; empty text means "as the format says".

    `revises` is the plan that this one replaces; `queue` asks to wait until the session that runs
    in the channel has closed.
    """

    outcome: str = ""
    measure: str = ""
    length: str = ""
    format: str = "team"
    agenda: str = ""
    advance: Advance | None = None
    people: tuple[PersonId, ...] = ()
    timekeeper: PersonId | None = None
    scribe: PersonId | None = None
    revises: SessionId | None = None
    queue: bool = False


class WrongFields(Refusal):
    """Some fields cannot be used; each is named with what to type instead."""

    def __init__(self, errors: Mapping[PlanField, str]) -> None:
        super().__init__("\n".join(errors.values()))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class PlanReader:
    """Turns requests into planned sessions of the formats there are."""

    formats: Mapping[str, SessionFormat]

    def read(
        self,
        request: PlanRequest,
        session_id: SessionId,
        place: Place,
        asker: PersonId,
        zone: str,
        now: datetime,
    ) -> Session:
        """The session that a request describes.

        Raises:
            WrongFields: with a sentence for each field that cannot be used.
        """
        errors: dict[PlanField, str] = {}
        session_format = self._format(request, errors)
        slot = _slot(request, session_format, errors)
        plan = _plan(request, session_format, slot, errors)
        _check_lengths(request, errors)
        if errors:
            raise WrongFields(errors)
        session = Session(
            id=session_id,
            place=place,
            format=session_format.name,
            outcome=" ".join(request.outcome.split()),
            measure=" ".join(request.measure.split()),
            slot=slot,
            advance=request.advance or session_format.advance,
            posting=Posting.THREAD,
            roles=session_format.roles,
            zone=zone,
            planned_by=asker,
            planned_at=now,
            items=agenda_of(plan),
        )
        return _with_people(session, request, asker, now)

    def _format(self, request: PlanRequest, errors: dict[PlanField, str]) -> SessionFormat:
        found = self.formats.get(request.format)
        if found is not None:
            return found
        names = ", ".join(sorted(self.formats))
        errors[PlanField.FORMAT] = f"There is no format {request.format}. Choose from: {names}."
        return next(iter(self.formats.values()))


def _slot(
    request: PlanRequest, session_format: SessionFormat, errors: dict[PlanField, str]
) -> timedelta:
    if not request.length.strip():
        return timedelta(minutes=session_format.default_minutes)
    slot = read_length(request.length)
    if slot is None:
        errors[PlanField.LENGTH] = "Type the length in minutes, such as 60 or 1h30."
        return timedelta(minutes=session_format.default_minutes)
    shortest, longest = session_format.shortest_minutes, session_format.longest_minutes
    if not shortest <= minutes(slot) <= longest:
        nearest = min(max(minutes(slot), shortest), longest)
        errors[PlanField.LENGTH] = (
            f"A {session_format.name} session takes {shortest} to {longest} minutes. "
            f"The nearest is {nearest}."
        )
    return slot


def _plan(
    request: PlanRequest,
    session_format: SessionFormat,
    slot: timedelta,
    errors: dict[PlanField, str],
) -> tuple[PlannedItem, ...]:
    if not request.agenda.strip():
        return () if PlanField.LENGTH in errors else scaled(session_format, slot)
    read = read_agenda(request.agenda)
    if read.unreadable:
        errors[PlanField.AGENDA] = _about_lines(read.unreadable)
    elif not read.items:
        errors[PlanField.AGENDA] = "Add at least one line, such as: Work 25"
    elif len(read.items) > MOST_ITEMS:
        errors[PlanField.AGENDA] = (
            f"That is {len(read.items)} lines; {MOST_ITEMS} is the most. Join some of them."
        )
    return read.items


def _about_lines(lines: tuple[UnreadableLine, ...]) -> str:
    said = [f"Line {line.number}, “{line.text}”: try {line.suggestion}" for line in lines]
    more = len(said) - SHOWN_LINES
    rest = [f"… and {more} more lines without a length"] if more > 0 else []
    return " · ".join([*said[:SHOWN_LINES], *rest])


def _check_lengths(request: PlanRequest, errors: dict[PlanField, str]) -> None:
    for field, text in (
        (PlanField.OUTCOME, request.outcome),
        (PlanField.MEASURE, request.measure),
    ):
        if len(text) > LONGEST_OUTCOME:
            errors[field] = f"Keep it under {LONGEST_OUTCOME} characters; it has {len(text)}."


def _with_people(session: Session, request: PlanRequest, asker: PersonId, now: datetime) -> Session:
    wishes = {Role.TIMEKEEPER: request.timekeeper, Role.SCRIBE: request.scribe}
    named = {role: person for role, person in wishes.items() if person is not None}
    try:
        return invite(session, asker, request.people, named, now)
    except WrongInput as wrong:
        field = PlanField.SCRIBE if Role.SCRIBE in named else PlanField.TIMEKEEPER
        raise WrongFields({field: wrong.text}) from wrong
