"""What to do about the session that runs already."""

from bot.adapters.slack.edge.calls import Call, Say
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.text import permalink
from bot.adapters.slack.planning import answers
from bot.application.use_cases.planning import Busy
from bot.domain.rules.rights import CLOSING, may


def already_running(services: Services, call: Call, busy: Busy) -> Say:
    """What to do about the session that runs in the channel."""
    link = permalink(services.workspace_url, busy.card) if busy.card else None
    return Say(
        answers.already_running(
            busy.running,
            link,
            plan=busy.plan,
            may_close=may(busy.running, call.asker.person, CLOSING),
        )
    )
