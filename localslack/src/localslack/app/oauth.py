"""The codes that an installation begins with: good once, for ten minutes.

Source: docs.slack.dev/authentication/installing-with-oauth.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from localslack.errors import SlackError
from localslack.workspace.users import User

CODE_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person agreed to on the authorize page."""

    team_id: str
    user: User
    scopes: frozenset[str]
    user_scopes: frozenset[str]
    redirect_uri: str


class Codes:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._open: dict[str, tuple[Consent, float]] = {}

    def issue(self, consent: Consent) -> str:
        code = f"{secrets.randbits(40)}.{secrets.randbits(40)}.{secrets.token_hex(32)}"
        self._open[code] = (consent, self._monotonic() + CODE_SECONDS)
        return code

    def exchange(self, code: str, redirect_uri: str) -> Consent:
        """Use the code up.

        Raises:
            SlackError: `invalid_code` if it is unknown, used or too old, `bad_redirect_uri` if
                it was asked for with another one.
        """
        consent, expires = self._open.pop(code, (None, 0.0))
        if consent is None or self._monotonic() >= expires:
            raise SlackError("invalid_code")
        if redirect_uri != consent.redirect_uri:
            raise SlackError("bad_redirect_uri")
        return consent


def is_listed(redirect_uri: str, listed: tuple[str, ...]) -> bool:
    """Whether it is one of the app's redirect URLs, or lies below one."""
    return any(
        redirect_uri == url or redirect_uri.startswith((f"{url.rstrip('/')}/", f"{url}?"))
        for url in listed
    )
