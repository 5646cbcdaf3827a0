"""What a form knows when it comes back: its private metadata, which only the bot writes."""

from typing import Self

from pydantic import ConfigDict, ValidationError

from bot.adapters.slack.kit.malformed import Malformed
from bot.adapters.slack.payloads.shapes import Wire


class Metadata(Wire):
    """Values that travel through a form; a subclass says which."""

    model_config = ConfigDict(strict=True)

    def encode(self) -> str:
        return self.model_dump_json()

    @classmethod
    def decode(cls, text: str) -> Self:
        """What was encoded; raises `Malformed` if it was not the bot that did it."""
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            raise Malformed(f"private_metadata: no {cls.__name__}") from None
