"""Private answers about a session that is closed."""

from bot.adapters.slack.kit.blocks import Rendered, rendered


def rated(*, worth_it: bool) -> Rendered:
    thanks = "Thank you, glad it was worth it." if worth_it else "Thank you for being honest."
    return rendered(f"{thanks} Only the count is shown. You can change your answer any time.")
