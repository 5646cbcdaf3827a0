"""`/worksession …`: one row and one function per subcommand."""

import difflib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.afterwards.listeners import ask_to_discard
from bot.adapters.slack.captures import forms as captures_forms
from bot.adapters.slack.doctor import answers as doctor_answers
from bot.adapters.slack.doors import answers
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, Listener, OpenForm, Say
from bot.adapters.slack.edge.places import my_role, place_of, say_time
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.plain import plain_text
from bot.adapters.slack.kit.words import COMMAND
from bot.adapters.slack.planning.again import again
from bot.adapters.slack.planning.rehearse import rehearse
from bot.adapters.slack.planning.start import solo, start
from bot.adapters.slack.recap import forms as recap_forms
from bot.adapters.slack.settings import answers as settings_answers
from bot.adapters.slack.templates.listeners import save_template, template
from bot.domain.rules.rights import require_closer
from bot.domain.state.facts import Posting
from bot.domain.state.refusals import WrongInput

EMOJI = re.compile(r":([\w+'-]+):")

Run = Callable[[Services, Call, str], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A word after `/worksession`; `usage` and `about` stand in the help."""

    word: str
    usage: str
    about: str
    run: Run


async def time(services: Services, call: Call, _rest: str) -> Answer:
    session = await services.changes.peek_in(call.asker, await place_of(services, call))
    return await say_time(services, call, session)


async def role(services: Services, call: Call, _rest: str) -> Answer:
    session = await services.changes.peek_in(call.asker, await place_of(services, call))
    return my_role(services, call, session)


async def capture(services: Services, call: Call, rest: str) -> Answer:
    session = await services.changes.peek_in(call.asker, await place_of(services, call))
    return OpenForm(captures_forms.capture_form(session.id, text=rest))


async def close(services: Services, call: Call, _rest: str) -> Answer:
    session = await services.changes.peek_in(call.asker, await place_of(services, call))
    require_closer(session, call.asker.person)
    return OpenForm(recap_forms.close_form(session, services.formats[session.format].close))


async def keep_template(services: Services, call: Call, rest: str) -> Answer:
    return await save_template(services, call, rest, BY_WORD)


async def settings(services: Services, call: Call, rest: str) -> Answer:
    place = await place_of(services, call)
    name, _, value = rest.lower().partition(" ")
    if not name:
        shown = await services.settings.show(place)
        return Say(settings_answers.settings(shown.posting, shown.done_reactions))
    change = SETTINGS.get(name)
    if change is None:
        raise WrongInput(f"There is no setting {name}. You can set: {', '.join(SETTINGS)}.")
    return await change(services, call, value.strip())


async def _set_posts(services: Services, call: Call, value: str) -> Answer:
    choices = [posting.value for posting in Posting]
    if value not in choices:
        raise WrongInput(f"Type `{COMMAND} settings posts` and one of: {', '.join(choices)}.")
    place = await place_of(services, call)
    changed = await services.settings.set_posting(call.asker, place, Posting(value))
    return Say(settings_answers.posting_changed(changed.posting))


async def _set_done(services: Services, call: Call, value: str) -> Answer:
    names = tuple(EMOJI.findall(value))
    if not names or EMOJI.sub("", value).strip():
        raise WrongInput(f"Type `{COMMAND} settings done :white_check_mark:`, or several emoji.")
    place = await place_of(services, call)
    changed = await services.settings.set_done_reactions(call.asker, place, names)
    return Say(settings_answers.done_reactions_changed(changed.done_reactions))


SETTINGS: dict[str, Run] = {"posts": _set_posts, "done": _set_done}


async def doctor(services: Services, call: Call, _rest: str) -> Answer:
    if call.is_direct:
        return Say(doctor_answers.only_in_channels())
    found = await services.examine(await place_of(services, call))
    return Say(doctor_answers.examined(found))


async def show_help(_services: Services, _call: Call, _rest: str) -> Answer:
    return Say(answers.help_text(HELP))


SUBCOMMANDS = (
    Subcommand(
        "start",
        f'{COMMAND} start "API spec" 60m',
        "Plan and start a session here; without words, a form opens",
        start,
    ),
    Subcommand(
        "solo",
        f'{COMMAND} solo "Write tests" 50m',
        "Plan and start a session just for you, in our direct messages",
        solo,
    ),
    Subcommand(
        "again", f"{COMMAND} again", "The last session here once more, open steps first", again
    ),
    Subcommand(
        "save-template",
        f"{COMMAND} save-template retro",
        "Keep the plan of this session, or of the last one, for next time",
        keep_template,
    ),
    Subcommand(
        "template",
        f"{COMMAND} template list|show retro|delete retro",
        "See the plans this channel keeps, or delete one",
        template,
    ),
    Subcommand(
        "rehearse",
        f"{COMMAND} rehearse retro",
        "See a plan or a format played in your direct messages, an hour in a minute",
        rehearse,
    ),
    Subcommand("time", f"{COMMAND} time", "See how much time is left, just for you", time),
    Subcommand("role", f"{COMMAND} role", "See your part in this step, just for you", role),
    Subcommand("capture", f"{COMMAND} capture", "Keep a decision, an action, an output …", capture),
    Subcommand("close", f"{COMMAND} close", "Check the outcome and post the recap", close),
    Subcommand(
        "discard",
        f"{COMMAND} discard",
        "Take back a test run: the session, and all I posted about it",
        ask_to_discard,
    ),
    Subcommand(
        "settings",
        f"{COMMAND} settings posts thread|channel|quiet|card-only",
        "See or change where steps are posted and which reaction means done",
        settings,
    ),
    Subcommand(
        "doctor",
        f"{COMMAND} doctor",
        "Check whether I can work here, and what to do if not",
        doctor,
    ),
    Subcommand("help", f"{COMMAND} help", "See this list", show_help),
)
# What people try to type and what is a button, because it needs to know the step they see.
ON_THE_CARD = {
    "next": "Next",
    "back": "Back",
    "skip": "Skip",
    "pause": "Pause",
    "resume": "Resume",
    "join": "Join",
    "leave": "Leave",
    "watch": "Watch",
    "extend": "+5 min",
    "stop": "Close",
    "end": "Close",
}
HELP = tuple((each.usage, each.about) for each in SUBCOMMANDS)
BY_WORD = {each.word: each for each in SUBCOMMANDS}


def dispatch(services: Services) -> Listener:
    async def run(call: Call) -> Answer:
        typed = plain_text(call.typed).strip()
        word, *more = typed.split(maxsplit=1) or [""]
        rest = more[0] if more else ""
        if not word:
            return await show_help(services, call, "")
        found = BY_WORD.get(word.lower())
        if found is None:
            if word.lower() in ON_THE_CARD:
                raise WrongInput(f"Press {ON_THE_CARD[word.lower()]} on the session's card.")
            near = difflib.get_close_matches(word.lower(), BY_WORD, n=1, cutoff=0.5)
            return Say(answers.did_you_mean(typed, f"{near[0]} {rest}".strip() if near else None))
        return await found.run(services, call, rest.strip())

    return run


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    app.command(COMMAND)(answering.command(dispatch(services)))
