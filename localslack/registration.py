"""The app as Slack knows it, whether it is installed in one workspace, in several or in none."""

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from localslack.manifest import Manifest
from localslack.oauth import Codes
from localslack.switches import Switches
from localslack.tickets import Tickets
from localslack.tokens import Token, TokenKind, Tokens

if TYPE_CHECKING:
    from localslack.installation import Installation

_APP_SCOPES = frozenset({"connections:write", "authorizations:read"})


@dataclass(slots=True, kw_only=True)
class Registration:
    """What is the same in all workspaces: the manifest, credentials and the way to the app."""

    manifest: Manifest
    app_id: str
    switches: Switches = field(default_factory=Switches)
    base_url: str = ""
    uses_sockets: bool = True
    client_id: str = field(default_factory=lambda: f"{secrets.randbits(40)}.{secrets.randbits(40)}")
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    verification_token: str = field(default_factory=lambda: secrets.token_hex(12))
    tickets: Tickets = field(default_factory=Tickets)
    tokens: Tokens = field(default_factory=Tokens)
    codes: Codes = field(default_factory=Codes)
    installations: "dict[str, Installation]" = field(default_factory=dict)
    app_token: Token = field(init=False)

    def __post_init__(self) -> None:
        self.app_token = self.tokens.issue(TokenKind.APP, _APP_SCOPES)

    @property
    def first(self) -> "Installation":
        """The first workspace; what belongs to none is answered there."""
        return next(iter(self.installations.values()))
