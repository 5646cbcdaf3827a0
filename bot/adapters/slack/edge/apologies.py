"""What people read when it did not work."""

from collections.abc import Mapping

from bot.adapters.slack.kit.blocks import Rendered, rendered
from bot.adapters.slack.kit.text import fill
from bot.application.ports import Trouble
from bot.domain.state.refusals import Refusal

TROUBLES: Mapping[Trouble, str] = {
    Trouble.BUSY: "My database is busy, and nothing was saved. Please try again in a moment.",
    Trouble.FULL: "My database cannot be written to, perhaps because its disk is full. Nothing was "
    "saved. Please tell whoever looks after this bot, and try again later.",
    Trouble.UNREACHABLE: "My database cannot be reached right now. Please try again in a minute.",
    Trouble.GONE: "My database is not where it was, and nothing was saved. Please tell whoever "
    "looks after this bot, and try again later.",
    Trouble.BROKEN: "My database is damaged, and nothing was saved. Please tell whoever "
    "looks after this bot, and try again later.",
    Trouble.CONFLICT: "Somebody did the same at this moment, and yours was not saved. "
    "Please try again.",
}


def refusal(refused: Refusal) -> Rendered:
    return rendered(fill(refused))


def apology(error_id: str) -> Rendered:
    return rendered(
        "Sorry, something went wrong on my side. Please try again. If it happens again, "
        f"tell whoever looks after this bot the error id `{error_id}`."
    )


def database_trouble(trouble: Trouble) -> Rendered:
    return rendered(TROUBLES[trouble])


def too_slow() -> Rendered:
    return rendered("Slack was quicker than I was. Please press again.")
