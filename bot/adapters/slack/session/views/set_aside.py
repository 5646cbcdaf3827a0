"""What a channel reads when its session broke and was set aside."""

from bot.adapters.slack.kit.blocks import Rendered, rendered
from bot.application.quarantine_ports import SET_ASIDE


def set_aside() -> Rendered:
    return rendered(SET_ASIDE)
