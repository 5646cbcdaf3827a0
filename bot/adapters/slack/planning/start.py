"""Planning and starting a session: by a line of words, or in the form."""

from dataclasses import replace

from slack_sdk.models.views import View

from bot.adapters.slack.edge.calls import Answer, Call, OpenForm, Say
from bot.adapters.slack.edge.places import place_of
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.plain import plain_text
from bot.adapters.slack.kit.words import ALONE, COMMAND
from bot.adapters.slack.planning import answers, forms
from bot.adapters.slack.planning.busy import already_running
from bot.adapters.slack.planning.views import confirm
from bot.application.use_cases import planning
from bot.application.use_cases.places import find_place, open_direct
from bot.application.use_cases.plan_request import PlanField, WrongFields
from bot.application.use_cases.planning import Busy, NotInChannel
from bot.application.use_cases.templates import list_templates
from bot.domain.state.formats import formats_by_word
from bot.domain.state.identity import Place, TeamId
from bot.domain.state.refusals import WrongInput
from bot.domain.typed.plan_request import PlanRequest
from bot.domain.typed.start_line import StartLine, read_start_line, write_start_line

LONGEST_START_LINE = 500


async def start(services: Services, call: Call, rest: str) -> Answer:
    return await _begin(services, call, rest)


async def solo(services: Services, call: Call, rest: str) -> Answer:
    """A session for one person, wherever they are."""
    return await _begin(services, call, rest, _alone(services))


async def _begin(services: Services, call: Call, rest: str, wanted: str = "") -> Answer:
    """Plan a session; in direct messages it is one for a single person."""
    if len(rest) > LONGEST_START_LINE:
        raise WrongInput(
            f"Keep it under {LONGEST_START_LINE} characters, or use the form: `{COMMAND} start`."
        )
    alone = bool(wanted) or call.is_direct
    usual = _alone(services) if alone else next(iter(services.work.formats))
    here = await (open_direct(services.work, call.asker) if alone else place_of(services, call))
    saved = (
        {each.name: each.plan for each in await list_templates(services.work, here)} if rest else {}
    )
    words = {**formats_by_word(services.work.formats), **{name: name for name in saved}}
    line = read_start_line(rest, words)
    chosen = (line.format if line.format in saved else wanted) or line.format or usual
    name = saved[chosen].format if chosen in saved else chosen
    try:
        place = await find_place(services.work, call.asker, here, name)
        busy = await planning.look(services.work, place)
    except WrongFields as wrong:
        raise _again(wrong.text, call) from wrong
    except NotInChannel:
        return Say(answers.not_a_member(services.bot_name))
    if rest:
        meant = PlanRequest(
            outcome=line.outcome,
            length=line.length,
            format=name,
            template=chosen if chosen in saved else "",
            advance=line.advance,
        )
        return await _plan(services, call, place, replace(line, format=chosen), meant, busy)
    if busy is not None:
        return already_running(services, call, busy)
    asked_in = (await place_of(services, call)).channel
    values = forms.StartFormValues(channel=asked_in, format=name)
    return OpenForm(await start_form(services, call.asker.team, values))


async def _plan(
    services: Services,
    call: Call,
    place: Place,
    line: StartLine,
    meant: PlanRequest,
    busy: Busy | None,
) -> Answer:
    try:
        planned = await planning.plan(services.work, call.asker, place, meant)
    except WrongFields as wrong:
        if wrong.errors.keys() != {PlanField.LENGTH}:
            raise _again(wrong.text, call) from wrong
        nearest = write_start_line(line, wrong.nearest)
        # A template of one's own is known to this word wherever it is typed.
        word = ALONE if place.is_direct and meant.template else "start"
        raise WrongInput(f"{wrong.text}\nTo take it: {COMMAND} {word} {nearest}") from wrong
    if planned is None:
        return None
    if busy is not None:
        return already_running(services, call, replace(busy, plan=planned.session.id))
    return Say(confirm.confirm_message(planned.session, services.work.clock.now()))


def _alone(services: Services) -> str:
    """The format for one person, which has the subcommand `ALONE`."""
    return next(name for name, each in services.work.formats.items() if each.alone)


def _again(why: str, call: Call) -> WrongInput:
    """A refusal that gives back what was typed, to be copied and corrected."""
    typed = plain_text(call.typed).strip()
    return WrongInput(f"{why}\nYou typed: {COMMAND} {typed}")


async def start_form(services: Services, team: TeamId, values: forms.StartFormValues) -> View:
    """The start form with the formats there are, and the templates of its channel."""
    templates = await list_templates(services.work, Place(team, values.channel))
    return forms.start_form(tuple(services.work.formats.values()), values, templates)
