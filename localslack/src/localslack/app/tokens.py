"""Tokens: what each is good for, in which workspace, for whom and how long.

Kinds and lives: docs.slack.dev/authentication/tokens and .../using-token-rotation.
"""

import math
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from localslack.errors import SlackError
from localslack.workspace.users import User

ROTATED_SECONDS = 43_200
"""How long an access token lives in an app with token rotation."""
_MOST_LIVE = 2


class TokenKind(Enum):
    BOT = "xoxb"
    USER = "xoxp"
    APP = "xapp"


class End(Enum):
    """Why a token is good no more, as the error code that says so."""

    REVOKED = "token_revoked"
    EXPIRED = "token_expired"
    INACTIVE = "account_inactive"


@dataclass(eq=False, slots=True, kw_only=True)
class Token:
    """Attributes: `user` is whom it acts as; an app-level token acts as nobody, nowhere."""

    text: str
    kind: TokenKind
    scopes: frozenset[str]
    team_id: str = ""
    user: User | None = None
    expires: float = math.inf
    end: End | None = None


class Tokens:
    """Every token that was ever given to one app; those that ended are remembered as such."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._tokens: dict[str, Token] = {}
        self._refresh: dict[str, Token] = {}

    def issue(
        self,
        kind: TokenKind,
        scopes: Iterable[str],
        *,
        team_id: str = "",
        user: User | None = None,
        rotates: bool = False,
    ) -> Token:
        prefix = "xapp-1" if kind is TokenKind.APP else kind.value
        token = Token(
            text=f"{'xoxe.' if rotates else ''}{prefix}-local-{secrets.token_hex(12)}",
            kind=kind,
            scopes=frozenset(scopes),
            team_id=team_id,
            user=user,
            expires=self._monotonic() + ROTATED_SECONDS if rotates else math.inf,
        )
        self._tokens[token.text] = token
        return token

    def find(self, text: str) -> Token:
        """The token with this text.

        Raises:
            SlackError: `not_authed`, `invalid_auth`, or why the token is good no more.
        """
        if not text:
            raise SlackError("not_authed")
        token = self._tokens.get(text)
        if token is None:
            raise SlackError("invalid_auth")
        if token.end is None and self._monotonic() >= token.expires:
            token.end = End.EXPIRED
        if token.end is not None:
            raise SlackError(token.end.value)
        return token

    def live(self, team_id: str, kind: TokenKind | None = None) -> list[Token]:
        """The good tokens of a workspace, oldest first."""
        now = self._monotonic()
        return [
            token
            for token in self._tokens.values()
            if token.team_id == team_id
            and token.end is None
            and now < token.expires
            and kind in {None, token.kind}
        ]

    def refresh_token(self, token: Token) -> str:
        """What this token can be exchanged with for a new one, once."""
        text = f"xoxe-1-local-{secrets.token_hex(12)}"
        self._refresh[text] = token
        return text

    def rotate(self, refresh_token: str) -> Token:
        """A new token for an old one, which goes on for its time; at most two are good at once.

        Raises:
            SlackError: `invalid_refresh_token`
        """
        old = self._refresh.pop(refresh_token, None)
        if old is None or old.end in {End.REVOKED, End.INACTIVE}:
            raise SlackError("invalid_refresh_token")
        new = self.issue(old.kind, old.scopes, team_id=old.team_id, user=old.user, rotates=True)
        alike = [each for each in self.live(old.team_id, old.kind) if each.user == old.user]
        for oldest in alike[:-_MOST_LIVE]:
            oldest.end = End.EXPIRED
        return new
