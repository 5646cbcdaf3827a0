"""Use case: the last session of a channel once more."""

from dataclasses import dataclass

from bot.application.use_cases.plan_request import Origin, read_plan
from bot.application.use_cases.posting import with_settings
from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.rules import again
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


async def plan_again(work: Work, asker: Asker, place: Place) -> OnceMore | None:
    """Plan the last session of a channel again; None if this delivery was taken in before.

    Raises:
        NotFound: no session was closed there.
    """
    zone = await work.directory.zone(asker.team, asker.person)
    async with work.taken_in(asker) as tx:
        if tx is None:
            return None
        last = await tx.sessions.last_closed(place)
        if last is None:
            raise NotFound(NOTHING_TO_REPEAT)
        origin = Origin(
            session=work.ids.new_session(),
            place=place,
            person=asker.person,
            zone=zone,
            now=work.clock.now(),
        )
        plan = await with_settings(tx, read_plan(work.formats, _request(last), origin))
        await tx.sessions.add(plan, ())
    return OnceMore(plan, again.carried_over(last))


def _request(last: Session) -> PlanRequest:
    return PlanRequest(outcome=last.outcome, measure=last.measure, saved=again.plan_again(last))
