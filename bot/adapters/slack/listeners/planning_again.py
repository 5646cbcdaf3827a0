"""Plans that were made before: a channel's templates, and its last session once more."""

from collections.abc import Collection
from dataclasses import replace

from slack_sdk.models.views import View

from bot.adapters.slack.calls import Answer, Call, Say
from bot.adapters.slack.listeners.asking import already_running, is_direct
from bot.adapters.slack.services import Services
from bot.adapters.slack.views import answers, confirm, forms
from bot.adapters.slack.views import templates as views
from bot.application.planning import NotInChannel
from bot.domain.identity import Place, TeamId
from bot.domain.refusals import NotFound, WrongInput
from bot.domain.start_line import OPTION_WORDS
from bot.domain.templates import read_template_name

HOW_TO_SAVE = "Give it a name: `/worksession save-template retro`."
HOW_TO = "Type `/worksession template list`, or `show` or `delete` with a name."


async def start_form(services: Services, team: TeamId, values: forms.StartFormValues) -> View:
    """The start form with the formats there are, and the templates of its channel."""
    templates = await services.templates.all(Place(team, values.channel))
    return forms.start_form(tuple(services.formats.values()), values, templates)


async def save_template(
    services: Services, call: Call, rest: str, commands: Collection[str]
) -> Answer:
    """`/worksession save-template NAME`: `commands` are words that no template can have."""
    if not rest:
        raise WrongInput(HOW_TO_SAVE)
    name = read_template_name(rest, {*services.formats, *OPTION_WORDS, *commands})
    place = Place(call.asker.team, call.channel_here)
    return Say(views.template_saved(await services.templates.save(call.asker, place, name)))


async def template(services: Services, call: Call, rest: str) -> Answer:
    """`/worksession template list|show NAME|delete NAME`."""
    place = Place(call.asker.team, call.channel_here)
    verb, _, name = rest.lower().partition(" ")
    name = name.strip()
    if not verb or (verb == "list" and not name):
        return Say(views.template_list(await services.templates.all(place)))
    if verb == "show" and name:
        return Say(views.template_shown(await services.templates.show(place, name)))
    if verb == "delete" and name:
        return Say(views.template_deleted(await services.templates.delete(place, name)))
    raise WrongInput(HOW_TO)


async def again(services: Services, call: Call, _rest: str) -> Answer:
    """`/worksession again`: the last session's plan, to be started by a tap."""
    if is_direct(call):
        return Say(answers.only_in_channels())
    place = Place(call.asker.team, call.channel_here)
    try:
        busy = await services.planning.look(place)
    except NotInChannel:
        return Say(answers.not_a_member(services.bot_name))
    try:
        planned = await services.repeating.again(call.asker, place)
    except NotFound:
        if busy is None:
            raise
        return already_running(services, call, busy)
    if planned is None:
        return None
    if busy is not None:
        return already_running(services, call, replace(busy, plan=planned.session.id))
    return Say(
        confirm.confirm_message(planned.session, services.clock.now(), carried=planned.carried)
    )
