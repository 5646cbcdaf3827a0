"""What the use cases report about themselves, so that an operator can see how the bot does."""

from datetime import datetime
from enum import StrEnum, auto
from typing import Protocol


class Kind(StrEnum):
    """How something that a person did came in from Slack."""

    COMMAND = auto()
    CLICK = auto()
    FORM = auto()
    EVENT = auto()
    OTHER = auto()


class Outcome(StrEnum):
    """What became of a delivery; Slack brings one that is `not_yet` or `failed` again, if it can.

    `refused` is a rule of the session that the person was told of, and no fault. `malformed` is
    not as Slack writes it, `foreign` for another workspace or app: neither had any effect.
    """

    DONE = auto()
    REFUSED = auto()
    NOT_YET = auto()
    FAILED = auto()
    MALFORMED = auto()
    FOREIGN = auto()


class RequestRefusal(StrEnum):
    """Why an HTTP request was not let in.

    `late` was signed by Slack, but not within five minutes of now; `unfinished` did not come in
    whole and in time; `crowded` had to give way to other connections.
    """

    UNSIGNED = auto()
    MALFORMED = auto()
    WRONG_SIGNATURE = auto()
    LATE = auto()
    TOO_LARGE = auto()
    UNFINISHED = auto()
    CROWDED = auto()


class CallOutcome(StrEnum):
    """What became of a publisher's call to Slack, in the words of its port."""

    DONE = auto()
    RATE_LIMITED = auto()
    UNCLEAR = auto()
    VANISHED = auto()
    OUT_OF_REACH = auto()
    REJECTED = auto()


class Telemetry(Protocol):
    """Takes note of what happens; must be quick and must never fail."""

    def delivered(self, kind: Kind, outcome: Outcome, seconds: float, *, repeated: bool) -> None:
        """A delivery was dealt with, so many seconds after it came.

        `repeated` says that Slack brought it before and did not hear in time that it was taken.
        """

    def request_refused(self, reason: RequestRefusal) -> None:
        """Somebody called over HTTP and was not let in."""

    def called(self, method: str, outcome: CallOutcome) -> None:
        """The publisher made a call to Slack."""

    def rate_limited(self, method: str) -> None:
        """Slack refused a call with a 429, whoever made it."""

    def retried(self) -> None:
        """A post was taken up again, because nobody knew what became of it."""

    def passed(self, late: float) -> None:
        """Something that fell due in a session has passed, so many real seconds after its moment.

        What fell due while the bot was away is not reported: that is told in the session.
        """

    def ticked(self, at: datetime) -> None:
        """The clock looked for what is due (real time, UTC)."""


class NullTelemetry:
    """The Telemetry port where nobody wants to know."""

    def delivered(self, kind: Kind, outcome: Outcome, seconds: float, *, repeated: bool) -> None:
        pass

    def request_refused(self, reason: RequestRefusal) -> None:
        pass

    def called(self, method: str, outcome: CallOutcome) -> None:
        pass

    def rate_limited(self, method: str) -> None:
        pass

    def retried(self) -> None:
        pass

    def passed(self, late: float) -> None:
        pass

    def ticked(self, at: datetime) -> None:
        pass


NO_TELEMETRY = NullTelemetry()
