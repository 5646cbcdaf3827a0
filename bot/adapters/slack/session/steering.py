"""What whoever steered the time hears of it, where nobody else does."""

from bot.adapters.slack.edge.calls import Say
from bot.adapters.slack.session.views import lines
from bot.application.use_cases.time import Steered
from bot.domain.state.facts import CARD_SAYS_IT


def told(steered: Steered | None) -> Say | None:
    """What a person did, said to them alone where no line in the thread says it.

    Only trying a lost channel again does nothing that others could read.
    """
    if steered is None:
        return None
    session = steered.session
    if steered.done is None:
        return Say(lines.tried_again())
    if session.posting not in CARD_SAYS_IT:
        return None
    return Say(lines.done(session, steered.done), channel=session.place.channel)
