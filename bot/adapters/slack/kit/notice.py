"""A form that only says something, where there is no field to say it at."""

from slack_sdk.models.blocks import PlainTextObject
from slack_sdk.models.views import View

from bot.adapters.slack.kit.blocks import Rendered


def notice(said: Rendered) -> View:
    return View(
        type="modal",
        title=PlainTextObject(text="Work session"),
        close=PlainTextObject(text="Close"),
        blocks=said.blocks,
    )
