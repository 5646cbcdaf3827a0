"""Response URLs: the app may answer a person's action a few times, for a while."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from localslack.errors import SlackError
from localslack.workspace.conversations import Channel, Message
from localslack.workspace.users import User

MOST_USES = 5
LIFETIME = 30 * 60.0


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """Where an answer goes: to whom, in which channel, and which message it may replace."""

    user: User
    channel: Channel
    original: Message | None
    expires: float
    uses: int = 0


class ResponseUrls:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, user: User, channel: Channel, original: Message | None = None) -> str:
        """A new secret, to be put at the end of the URL."""
        secret = secrets.token_urlsafe(18)
        self._urls[secret] = ResponseUrl(
            user=user,
            channel=channel,
            original=original,
            expires=self._monotonic() + LIFETIME,
        )
        return secret

    def peek(self, secret: str) -> ResponseUrl:
        """Where it leads; raises SlackError if it cannot be used any more."""
        url = self._urls.get(secret)
        if url is None or self._monotonic() >= url.expires:
            raise SlackError("expired_url")
        if url.uses >= MOST_USES:
            raise SlackError("used_url")
        return url

    def use(self, secret: str) -> ResponseUrl:
        """Use it once more; raises SlackError if that was once too often, or is too late."""
        url = self.peek(secret)
        url.uses += 1
        return url
