"""The shapes of what stands in Slack's payloads: ids, moments, secrets, and text of people."""

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

from bot.domain.state.identity import ChannelId, PersonId, SessionId, TeamId

# Half of an emoji, as JSON can hold it, is no text; neither database takes NUL as it is.
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Wire(BaseModel):
    """A part of a payload; whatever the bot does not use is left out.

    Of what JSON holds nothing but a list is taken for something else: for a tuple.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


def clean(text: object) -> object:
    """Text that every database and every font can hold; other values are for pydantic to refuse."""
    if not isinstance(text, str):
        return text
    return _CONTROLS.sub("", _HALF_A_CHARACTER.sub("\ufffd", text))


def _id(prefixes: str) -> StringConstraints:
    """The form of an id; docs.slack.dev names no length, and those seen have 9 to 12 characters."""
    return StringConstraints(pattern=rf"^[{prefixes}][A-Z0-9]{{1,40}}$")


# docs.slack.dev/messaging/formatting-message-text: a message has at most 40,000 characters.
Text = Annotated[str, StringConstraints(max_length=40_000), BeforeValidator(clean)]
ShortWord = Annotated[str, StringConstraints(max_length=255, pattern=r"^[^\x00-\x1f\x7f]*$")]
# docs.slack.dev/reference/block-kit: a button's value has 2,000 characters, metadata has 3,000.
Known = Annotated[str, StringConstraints(max_length=3_000), BeforeValidator(clean)]
Team = Annotated[TeamId, _id("TE")]
Channel = Annotated[ChannelId, _id("CDG")]
Person = Annotated[PersonId, _id("UW")]
App = Annotated[str, _id("A")]
# The bot's own ids: letters and digits, and the bot writes no others into what it shows.
SessionKey = Annotated[SessionId, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
# Seconds since 1970 with a counter behind the point: what tells a message from others.
Ts = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}\.[0-9]{1,9}$")]
