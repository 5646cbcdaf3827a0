"""`/worksession settings`."""

import re

from bot.adapters.slack.edge.calls import Answer, Call, Say
from bot.adapters.slack.edge.places import place_of
from bot.adapters.slack.edge.pressing import Run
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.words import COMMAND
from bot.adapters.slack.settings import answers
from bot.application.use_cases.settings import set_done_reactions, set_posting, show_settings
from bot.domain.state.facts import Posting
from bot.domain.state.refusals import WrongInput

EMOJI = re.compile(r":([\w+'-]+):")


async def settings(services: Services, call: Call, rest: str) -> Answer:
    place = await place_of(services, call)
    name, _, value = rest.lower().partition(" ")
    if not name:
        shown = await show_settings(services.work, place)
        return Say(answers.settings(shown.posting, shown.done_reactions))
    change = SETTINGS.get(name)
    if change is None:
        raise WrongInput(f"There is no setting {name}. You can set: {', '.join(SETTINGS)}.")
    return await change(services, call, value.strip())


async def _set_posts(services: Services, call: Call, value: str) -> Answer:
    choices = [posting.value for posting in Posting]
    if value not in choices:
        raise WrongInput(f"Type `{COMMAND} settings posts` and one of: {', '.join(choices)}.")
    place = await place_of(services, call)
    changed = await set_posting(services.work, call.asker, place, Posting(value))
    return Say(answers.posting_changed(changed.posting))


async def _set_done(services: Services, call: Call, value: str) -> Answer:
    names = tuple(EMOJI.findall(value))
    if not names or EMOJI.sub("", value).strip():
        raise WrongInput(f"Type `{COMMAND} settings done :white_check_mark:`, or several emoji.")
    place = await place_of(services, call)
    changed = await set_done_reactions(services.work, call.asker, place, names)
    return Say(answers.done_reactions_changed(changed.done_reactions))


SETTINGS: dict[str, Run] = {"posts": _set_posts, "done": _set_done}
