"""Reads what a person asked for, field by field, into a planned session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from bot.application.use_cases.posting import posting_of
from bot.application.use_cases.typed_agenda import typed_agenda
from bot.domain.moves.start import invite
from bot.domain.rules.plan import scaled
from bot.domain.state.activities import Activities
from bot.domain.state.agenda import NO_TIME, PlannedItem, total
from bot.domain.state.check import Quiz
from bot.domain.state.formats import Role, SessionFormat
from bot.domain.state.goals import Goals
from bot.domain.state.groups import Breakouts
from bot.domain.state.ideas import Board
from bot.domain.state.identity import PersonId, Place, SessionId
from bot.domain.state.refusals import Refusal, WrongInput
from bot.domain.state.session import Session, agenda_of
from bot.domain.state.thoughts import Thoughts
from bot.domain.typed.plan_request import PlanRequest
from bot.domain.typed.session_lengths import (
    length_text,
    lengths_text,
    nearest_length,
    read_session_length,
)

LONGEST_OUTCOME = 300


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


class WrongFields(Refusal):
    """Some fields cannot be used; each is named with what to type instead.

    `nearest` is the length that can be had nearest to the one that was asked for.
    """

    def __init__(self, errors: Mapping[PlanField, str], nearest: str = "") -> None:
        super().__init__("\n".join(errors.values()))
        self.errors = errors
        self.nearest = nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who plans a session, where and when; its clocks are those of their `zone`."""

    session: SessionId
    place: Place
    person: PersonId
    zone: str
    now: datetime


def read_plan(
    formats: Mapping[str, SessionFormat], request: PlanRequest, origin: Origin
) -> Session:
    """The session that a request describes.

    Raises:
        WrongFields: with a sentence for each field that cannot be used.
    """
    errors: dict[PlanField, str] = {}
    saved = request.saved
    usual = _format(formats, saved.format if saved else request.format, errors)
    session_format = saved.applied_to(usual) if saved else usual
    typed = _typed_agenda(request, errors)
    planned = total(typed) or (saved.slot if saved else NO_TIME)
    slot = _slot(request, session_format, planned, errors)
    plan = typed or (saved.items if saved else scaled(session_format, slot))
    _check_lengths(request, errors)
    _check_company(request, session_format, errors)
    if errors:
        raise WrongFields(errors, nearest=length_text(session_format, slot))
    session = Session(
        id=origin.session,
        place=origin.place,
        format=session_format.name,
        outcome=" ".join(request.outcome.split()),
        measure=" ".join(request.measure.split()),
        slot=slot,
        advance=request.advance or session_format.advance,
        posting=posting_of(session_format),
        roles=session_format.roles,
        zone=origin.zone,
        planned_by=origin.person,
        planned_at=origin.now,
        items=agenda_of(plan),
        activities=Activities(
            board=Board(anonymous=session_format.anonymous, votes_each=session_format.votes),
            goals=Goals(asked=session_format.goals),
            thoughts=Thoughts(offered=session_format.thoughts),
            breakouts=Breakouts(size=session_format.group_size),
            quiz=Quiz(questions=session_format.quiz),
        ),
    )
    return _with_people(session, request, origin.person, origin.now)


def _format(
    formats: Mapping[str, SessionFormat], name: str, errors: dict[PlanField, str]
) -> SessionFormat:
    """The format of a name; without one, the usual one, which is the first."""
    usual = next(iter(formats.values()))
    found = formats.get(name) if name else usual
    if found is not None:
        return found
    names = ", ".join(sorted(formats))
    errors[PlanField.FORMAT] = f"There is no format {name}. Choose from: {names}."
    return usual


def _slot(
    request: PlanRequest,
    session_format: SessionFormat,
    planned: timedelta,
    errors: dict[PlanField, str],
) -> timedelta:
    """How long the session takes: what was typed, else what was `planned`, if anything was."""
    usual = timedelta(minutes=session_format.default_minutes)
    is_typed = bool(request.length.strip())
    slot = read_session_length(session_format, request.length) if is_typed else planned or usual
    if slot is None:
        several = ", or 2 days" if session_format.day else ""
        errors[PlanField.LENGTH] = f"Type the length in minutes, such as 60 or 1h30{several}."
        return usual
    nearest = nearest_length(session_format, slot)
    if nearest != slot and is_typed:
        errors[PlanField.LENGTH] = (
            f"A {session_format.name} session takes {lengths_text(session_format)}. "
            f"The nearest is {length_text(session_format, nearest)}."
        )
    return nearest


def _typed_agenda(request: PlanRequest, errors: dict[PlanField, str]) -> tuple[PlannedItem, ...]:
    if not request.agenda.strip():
        return ()
    try:
        return typed_agenda(request.agenda)
    except WrongInput as wrong:
        errors[PlanField.AGENDA] = wrong.text
        return ()


def _check_lengths(request: PlanRequest, errors: dict[PlanField, str]) -> None:
    for field, text in (
        (PlanField.OUTCOME, request.outcome),
        (PlanField.MEASURE, request.measure),
    ):
        if len(text) > LONGEST_OUTCOME:
            errors[field] = f"Keep it under {LONGEST_OUTCOME} characters; it has {len(text)}."


def _check_company(
    request: PlanRequest, session_format: SessionFormat, errors: dict[PlanField, str]
) -> None:
    """Nobody can be asked into a session that is for one person."""
    if not session_format.alone:
        return
    named = {
        PlanField.PEOPLE: bool(request.people),
        PlanField.TIMEKEEPER: request.timekeeper is not None,
        PlanField.SCRIBE: request.scribe is not None,
    }
    for field in (field for field, is_named in named.items() if is_named):
        errors[field] = "A session alone is just for you. Leave this empty, or choose another."


def _with_people(session: Session, request: PlanRequest, asker: PersonId, now: datetime) -> Session:
    asked: dict[Role, PersonId] = {}
    for role, field in ROLE_FIELDS.items():
        person = request.timekeeper if role is Role.TIMEKEEPER else request.scribe
        if person is None:
            continue
        asked[role] = person
        try:
            invite(session, asker, (), asked, now)
        except WrongInput as wrong:
            raise WrongFields({field: wrong.text}) from wrong
    return invite(session, asker, request.people, asked, now)


ROLE_FIELDS = {Role.TIMEKEEPER: PlanField.TIMEKEEPER, Role.SCRIBE: PlanField.SCRIBE}
