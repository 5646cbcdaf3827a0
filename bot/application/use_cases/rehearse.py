"""Use case: play a plan to one person, fast and where nobody else sees it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.application.ports import (
    Clock,
    Directory,
    Ids,
    PlaceTaken,
    Signal,
    Store,
    Transaction,
)
from bot.application.use_cases.plan_request import PlanReader
from bot.application.use_cases.templates import last_plan
from bot.application.work.asking import Asker
from bot.application.work.changes import keep
from bot.application.work.deliveries import taken_in
from bot.domain.moves.start import start
from bot.domain.rules.plan import LONG_BREAK
from bot.domain.rules.templates import plan_to_keep
from bot.domain.state.agenda import Activity, PlannedItem, total
from bot.domain.state.formats import Advance, formats_by_word
from bot.domain.state.identity import Place
from bot.domain.state.refusals import NotFound, NotNow
from bot.domain.state.session import Session, agenda_of
from bot.domain.typed.plan_request import PlanRequest
from bot.domain.typed.start_line import format_called

PACE = 60
RUNS_ALREADY = (
    "Something already runs in our direct messages. Wait for its end or close it, then try again."
)


@dataclass(frozen=True, slots=True)
class Rehearsing:
    """Plays plans; `aside` is where one person alone sees them."""

    store: Store
    clock: Clock
    signal: Signal
    ids: Ids
    directory: Directory
    aside: Callable[[Asker], Awaitable[Place]]
    reader: PlanReader

    async def rehearse(self, asker: Asker, place: Place, name: str) -> Session | None:
        """Start a rehearsal of a plan; None if this delivery was taken in before.

        Args:
            asker: Who sees it, alone.
            place: Where it was asked for.
            name: A template of that channel or a format; empty for the plan that ran there last.

        Raises:
            NotFound: there is nothing of this name.
            NotNow: something runs in the person's direct messages already.
        """
        zone = await self.directory.zone(asker.team, asker.person)
        there = await self.aside(asker)
        now = self.clock.now()
        try:
            async with taken_in(self.store, asker, now) as tx:
                if tx is None:
                    return None
                if await tx.sessions.live_in(there) is not None:
                    raise NotNow(RUNS_ALREADY)
                request = await self._request(tx, place, name)
                new = self.ids.new_session()
                plan = self.reader.read(request, new, there, asker.person, zone, now)
                rehearsal = replace(_awake(plan), advance=Advance.AUTO, pace=PACE)
                await tx.sessions.add(rehearsal, ())
                begun = start(rehearsal, asker.person, now)
                await keep(tx, begun, now)
        except PlaceTaken as taken:
            raise NotNow(RUNS_ALREADY) from taken
        self.signal.changed()
        return begun.session

    async def _request(self, tx: Transaction, place: Place, name: str) -> PlanRequest:
        """What is to be rehearsed."""
        if not name:
            last = await last_plan(tx, place)
            if last is None:
                return await self._request(tx, place, next(iter(self.reader.formats)))
            return PlanRequest(outcome=last.outcome, saved=plan_to_keep(last))
        known_as = format_called(name, formats_by_word(self.reader.formats))
        if known_as is not None:
            return PlanRequest(outcome=self.reader.formats[known_as].title, format=known_as)
        template = await tx.templates.get(place, name)
        if template is None:
            known = [*self.reader.formats, *(each.name for each in await tx.templates.all(place))]
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
