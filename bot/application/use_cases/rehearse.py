"""Use case: play a plan to one person, fast and where nobody else sees it."""

from collections.abc import Mapping
from dataclasses import replace

from bot.application.ports import PlaceTaken, Transaction
from bot.application.use_cases.places import open_direct
from bot.application.use_cases.plan_request import Origin, read_plan
from bot.application.use_cases.templates import last_plan
from bot.application.work.asking import Asker
from bot.application.work.changes import keep
from bot.application.work.work import Work
from bot.domain.moves.start import start
from bot.domain.rules.plan import LONG_BREAK
from bot.domain.rules.templates import plan_to_keep
from bot.domain.state.agenda import Activity, PlannedItem, total
from bot.domain.state.formats import Advance, SessionFormat, formats_by_word
from bot.domain.state.identity import Place
from bot.domain.state.refusals import NotFound, NotNow
from bot.domain.state.session import Session, agenda_of
from bot.domain.typed.plan_request import PlanRequest
from bot.domain.typed.start_line import format_called

PACE = 60
RUNS_ALREADY = (
    "Something already runs in our direct messages. Wait for its end or close it, then try again."
)


async def rehearse(work: Work, asker: Asker, place: Place, name: str) -> Session | None:
    """Start a rehearsal of a plan; None if this delivery was taken in before.

    Args:
        work: What it works with.
        asker: Who sees it, alone.
        place: Where it was asked for.
        name: A template of that channel or a format; empty for the plan that ran there last.

    Raises:
        NotFound: there is nothing of this name.
        NotNow: something runs in the person's direct messages already.
    """
    zone = await work.directory.zone(asker.team, asker.person)
    there = await open_direct(work, asker)
    now = work.clock.now()
    try:
        async with work.taken_in(asker) as tx:
            if tx is None:
                return None
            if await tx.sessions.live_in(there) is not None:
                raise NotNow(RUNS_ALREADY)
            request = await _request(tx, work.formats, place, name)
            new = work.ids.new_session()
            origin = Origin(session=new, place=there, person=asker.person, zone=zone, now=now)
            plan = read_plan(work.formats, request, origin)
            rehearsal = replace(_awake(plan), advance=Advance.AUTO, pace=PACE)
            await tx.sessions.add(rehearsal, ())
            begun = start(rehearsal, asker.person, now)
            await keep(tx, begun, now)
    except PlaceTaken as taken:
        raise NotNow(RUNS_ALREADY) from taken
    work.signal.changed()
    return begun.session


async def _request(
    tx: Transaction, formats: Mapping[str, SessionFormat], place: Place, name: str
) -> PlanRequest:
    """What is to be rehearsed."""
    if not name:
        last = await last_plan(tx, place)
        if last is None:
            return await _request(tx, formats, place, next(iter(formats)))
        return PlanRequest(outcome=last.outcome, saved=plan_to_keep(last))
    known_as = format_called(name, formats_by_word(formats))
    if known_as is not None:
        return PlanRequest(outcome=formats[known_as].title, format=known_as)
    template = await tx.templates.get(place, name)
    if template is None:
        known = [*formats, *(each.name for each in await tx.templates.all(place))]
        raise NotFound(f"I do not know {name}. Choose from: {', '.join(known)}.")
    return PlanRequest(outcome=template.name, saved=template.plan)


def _awake(plan: Session) -> Session:
    """The plan with a break for each night, which would take a quarter of an hour to wait for."""
    lines = tuple(_short(line) for line in plan.plan)
    return replace(plan, items=agenda_of(lines), slot=plan.slot + total(lines) - total(plan.plan))


def _short(line: PlannedItem) -> PlannedItem:
    if not line.is_day_break:
        return line
    return replace(line, timebox=LONG_BREAK, activity=Activity.BREAK, until="")
