"""The templates of a channel: save, list, show, delete."""

from collections.abc import Collection

from bot.adapters.slack.edge.calls import Answer, Call, Say
from bot.adapters.slack.edge.places import place_of
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.templates import views
from bot.application.use_cases import templates as use_cases
from bot.domain.state.formats import formats_by_word
from bot.domain.state.refusals import WrongInput
from bot.domain.typed.start_line import OPTION_WORDS
from bot.domain.typed.templates import read_template_name

HOW_TO_SAVE = "Give it a name: `/worksession save-template retro`."
HOW_TO = "Type `/worksession template list`, or `show` or `delete` with a name."


async def save_template(
    services: Services, call: Call, rest: str, commands: Collection[str]
) -> Answer:
    """`/worksession save-template NAME`: `commands` are words that no template can have."""
    if not rest:
        raise WrongInput(HOW_TO_SAVE)
    name = read_template_name(
        rest, {*formats_by_word(services.work.formats), *OPTION_WORDS, *commands}
    )
    place = await place_of(services, call)
    saved = await use_cases.save_template(services.work, call.asker, place, name)
    return Say(views.template_saved(saved.template, saved.replaced)) if saved else None


async def template(services: Services, call: Call, rest: str) -> Answer:
    """`/worksession template list|show NAME|delete NAME`."""
    place = await place_of(services, call)
    verb, _, name = rest.lower().partition(" ")
    name = name.strip()
    if not verb or (verb == "list" and not name):
        return Say(views.template_list(await use_cases.list_templates(services.work, place)))
    if verb == "show" and name:
        return Say(views.template_shown(await use_cases.show_template(services.work, place, name)))
    if verb == "delete" and name:
        deleted = await use_cases.delete_template(services.work, call.asker, place, name)
        return Say(views.template_deleted(deleted)) if deleted else None
    raise WrongInput(HOW_TO)
