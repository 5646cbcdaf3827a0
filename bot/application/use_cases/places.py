"""Where a session lives that somebody asks for: the channel, or their direct messages."""

from bot.application.ports import OutOfTouch
from bot.application.use_cases.plan_request import PlanField, WrongFields
from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.state.identity import Place
from bot.domain.state.refusals import NotNow

NOT_OPENED = "I cannot open our direct messages right now. Please try again in a moment."
NEEDS_A_CHANNEL = (
    "A {title} session needs a channel. Type `/worksession start` there, or choose Solo."
)


async def open_direct(work: Work, asker: Asker) -> Place:
    """The direct messages of whoever asks; refuses (`NotNow`) where they cannot be opened."""
    try:
        return await work.direct_messages.with_bot(asker.team, asker.person)
    except OutOfTouch as failed:
        raise NotNow(NOT_OPENED) from failed


async def find_place(work: Work, asker: Asker, here: Place, format_name: str) -> Place:
    """Where a session of a format lives that somebody asked for here.

    Raises:
        WrongFields: a session of several people was asked for in direct messages.
    """
    session_format = work.formats.get(format_name)
    if session_format is not None and session_format.alone:
        return here if here.is_direct else await open_direct(work, asker)
    if here.is_direct:
        meant = session_format or next(iter(work.formats.values()))
        raise WrongFields({PlanField.FORMAT: NEEDS_A_CHANNEL.format(title=meant.title.lower())})
    return here
