"""Use cases of a channel's templates: save, list, show, delete; anybody in the channel may."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.application.ports import Transaction
from bot.application.use_cases.posting import posting_of, quieter
from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.rules.templates import plan_to_keep
from bot.domain.state.identity import Place
from bot.domain.state.refusals import NotFound, WrongInput
from bot.domain.state.session import Session
from bot.domain.state.templates import MOST_TEMPLATES, Template

NOTHING_TO_SAVE = "No session runs here, and none was closed here. Run one, then save its plan."


@dataclass(frozen=True, slots=True)
class Saved:
    """A template that is kept now; `replaced` is what had its name before."""

    template: Template
    replaced: Template | None


async def save_template(work: Work, asker: Asker, place: Place, name: str) -> Saved | None:
    """Keep the plan of the session that runs in a channel, or else of the last one.

    None if this delivery was taken in before.

    Raises:
        NotFound: there is none.
        WrongInput: the channel has as many templates as it can.
    """
    async with work.taken_in(asker) as tx:
        if tx is None:
            return None
        session = await last_plan(tx, place)
        if session is None:
            raise NotFound(NOTHING_TO_SAVE)
        known = {each.name: each for each in await tx.templates.all(place)}
        if name not in known and len(known) >= MOST_TEMPLATES:
            raise WrongInput(
                f"A channel keeps {MOST_TEMPLATES} templates. Delete one that nobody uses."
            )
        settings = await tx.channels.settings(place)
        usual = quieter(posting_of(work.formats[session.format]), settings.posting)
        posting = None if session.posting is usual else session.posting
        plan = replace(plan_to_keep(session), posting=posting)
        now = work.clock.now()
        template = Template(name=name, plan=plan, saved_by=asker.person, saved_at=now)
        await tx.templates.save(place, template)
    return Saved(template, known.get(name))


async def list_templates(work: Work, place: Place) -> Sequence[Template]:
    """The templates of a channel, by name."""
    async with work.store.transaction() as tx:
        return await tx.templates.all(place)


async def show_template(work: Work, place: Place, name: str) -> Template:
    """One template; raises `NotFound` if there is none with this name."""
    async with work.store.transaction() as tx:
        return _found(await tx.templates.get(place, name), name)


async def delete_template(work: Work, asker: Asker, place: Place, name: str) -> Template | None:
    """Delete a template and give it a last time; None if this delivery was taken in before.

    Raises:
        NotFound: there is none with this name.
    """
    async with work.taken_in(asker) as tx:
        if tx is None:
            return None
        template = _found(await tx.templates.get(place, name), name)
        await tx.templates.delete(place, name)
    return template


async def last_plan(tx: Transaction, place: Place) -> Session | None:
    """The session of a place whose plan people have in mind: the one that runs, or the last one."""
    running = await tx.sessions.live_in(place)
    if running is not None and not running.is_rehearsal:
        return running
    return await tx.sessions.last_closed(place)


def _found(template: Template | None, name: str) -> Template:
    if template is None:
        raise NotFound(
            f"There is no template {name} here. `/worksession template list` shows what there is."
        )
    return template
