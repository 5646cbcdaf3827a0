"""What is delivered to the app, and what can become of it."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from localslack.json_types import JsonObject

ACK_TIMEOUT = 3.0


class Kind(Enum):
    EVENT = "events_api"
    COMMAND = "slash_commands"
    INTERACTIVE = "interactive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    kind: Kind
    name: str
    payload: JsonObject
    retry_attempt: int = 0
    retry_reason: str = ""


class NotDelivered(Exception):
    """The app did not acknowledge; `retry` says whether another try is wanted."""

    def __init__(self, reason: str, *, retry: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry


class Transport(Protocol):
    """One way of reaching the app.

    Attributes:
        late: The word it has for an answer that did not come in time.
    """

    late: str

    async def ready(self) -> None:
        """Wait until there is somebody to deliver to."""

    async def deliver(self, envelope: Envelope) -> JsonObject:
        """Bring it and return what the app answered; raises NotDelivered."""
