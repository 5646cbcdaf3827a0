"""Use case: the last session of a channel once more."""

from dataclasses import dataclass

from bot.application.ports import Clock, Directory, Ids, Store
from bot.application.use_cases.plan_request import PlanReader
from bot.application.use_cases.posting import with_settings
from bot.application.work.asking import Asker
from bot.application.work.deliveries import taken_in
from bot.domain.rules.again import carried_over, plan_again
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.identity import Place
from bot.domain.state.refusals import NotFound
from bot.domain.state.session import Session
from bot.domain.typed.plan_request import PlanRequest

NOTHING_TO_REPEAT = "No session was closed here yet. Type `/worksession start` to plan one."


@dataclass(frozen=True, slots=True)
class OnceMore:
    """A plan that waits for its start, and the items in it that were left over last time."""

    session: Session
    carried: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class Repeating:
    store: Store
    clock: Clock
    ids: Ids
    directory: Directory
    reader: PlanReader

    async def again(self, asker: Asker, place: Place) -> OnceMore | None:
        """Plan the last session of a channel again; None if this delivery was taken in before.

        Raises:
            NotFound: no session was closed there.
        """
        zone = await self.directory.zone(asker.team, asker.person)
        now = self.clock.now()
        async with taken_in(self.store, asker, now) as tx:
            if tx is None:
                return None
            last = await tx.sessions.last_closed(place)
            if last is None:
                raise NotFound(NOTHING_TO_REPEAT)
            new = self.ids.new_session()
            plan = self.reader.read(_request(last), new, place, asker.person, zone, now)
            plan = await with_settings(tx, plan)
            await tx.sessions.add(plan, ())
        return OnceMore(plan, carried_over(last))


def _request(last: Session) -> PlanRequest:
    return PlanRequest(outcome=last.outcome, measure=last.measure, saved=plan_again(last))
