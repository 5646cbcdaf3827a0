"""`/worksession …`: one row per subcommand, whose function stands in its subject."""

import difflib
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.afterwards.listeners import ask_to_discard
from bot.adapters.slack.captures.commands import capture
from bot.adapters.slack.doctor.commands import doctor
from bot.adapters.slack.doors import answers
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, Listener, Say
from bot.adapters.slack.edge.pressing import Run
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.plain import plain_text
from bot.adapters.slack.kit.words import ALONE, COMMAND
from bot.adapters.slack.planning.again import again
from bot.adapters.slack.planning.rehearse import rehearse
from bot.adapters.slack.planning.start import solo, start
from bot.adapters.slack.recap.commands import close
from bot.adapters.slack.session.commands import role, time
from bot.adapters.slack.settings.commands import settings
from bot.adapters.slack.templates.listeners import save_template, template
from bot.domain.state.refusals import WrongInput


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A word after `/worksession`; `usage` and `about` stand in the help."""

    word: str
    usage: str
    about: str
    run: Run


async def keep_template(services: Services, call: Call, rest: str) -> Answer:
    return await save_template(services, call, rest, BY_WORD)


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
        ALONE,
        f'{COMMAND} {ALONE} "Write tests" 50m',
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
