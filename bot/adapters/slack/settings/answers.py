"""What a channel has set, and how to change it."""

from collections.abc import Sequence

from bot.adapters.slack.kit.blocks import Rendered, rendered
from bot.adapters.slack.kit.text import LONGEST_SHOWN, spoken
from bot.adapters.slack.kit.words import COMMAND, PLACES
from bot.domain.state.facts import Posting


def settings(posting: Posting, done_reactions: Sequence[str]) -> Rendered:
    """What the channel has set, and how to change it."""
    return rendered(
        f"*Posts:* steps appear {PLACES[posting]}.\n"
        f"*Done:* {_emoji(done_reactions)} on a step marks it done.\n"
        f"Change them with `{COMMAND} settings posts thread`, `channel`, `quiet` or `card-only`, "
        f"and `{COMMAND} settings done :white_check_mark:`."
    )


def posting_changed(posting: Posting) -> Rendered:
    return rendered(f"From the next step on, steps appear {PLACES[posting]}.")


def done_reactions_changed(done_reactions: Sequence[str]) -> Rendered:
    return rendered(f"From now on, {_emoji(done_reactions)} on a step marks it done.")


def _emoji(names: Sequence[str]) -> str:
    return " ".join(f":{spoken(name, LONGEST_SHOWN)}:" for name in names)
