"""What goes wrong in a workspace: refusals in Slack's words, and an app that does not answer."""

from localslack.json_types import JsonObject


class SlackError(Exception):
    """A refusal with Slack's error code and whatever else belongs in the answer."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields: JsonObject = fields

    def __str__(self) -> str:
        return f"{self.code} {self.fields}" if self.fields else self.code


class NotAcknowledged(AssertionError):
    """The app did not answer what a person did, so the person saw an error."""


class BadAnswer(NotAcknowledged):
    """The app answered with something Slack would not accept."""


class NotPossible(AssertionError):
    """A person tried what Slack's client does not let them do."""
