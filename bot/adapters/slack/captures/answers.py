"""Private answers about what was captured."""

from bot.adapters.slack.kit.blocks import Rendered, rendered
from bot.adapters.slack.kit.text import LONGEST_SHOWN, spoken
from bot.adapters.slack.kit.words import KIND_NOUNS
from bot.domain.state.captures import Capture


def captured(capture: Capture) -> Rendered:
    noun = KIND_NOUNS[capture.kind]
    shown = spoken(capture.text, LONGEST_SHOWN)
    return rendered(f"Kept as {noun.with_article} for the recap: {shown}")
