"""The app as Slack knows it: what is the same everywhere, and what it is in each workspace."""

import dataclasses
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from localslack.app.manifest import Manifest
from localslack.app.oauth import Codes
from localslack.app.response_urls import ResponseUrls
from localslack.app.tickets import Tickets
from localslack.app.tokens import End, Token, TokenKind, Tokens
from localslack.app.triggers import Triggers
from localslack.errors import SlackError
from localslack.options import Options
from localslack.workspace.conversations import Channel
from localslack.workspace.events import TokensRevoked, Uninstalled
from localslack.workspace.sharing import Sharing
from localslack.workspace.users import NewPerson, User
from localslack.workspace.workspace import Workspace

_APP_SCOPES = frozenset({"connections:write", "authorizations:read"})


@dataclass(slots=True, kw_only=True)
class Registration:
    """What is the same in all workspaces: the manifest, credentials and the way to the app."""

    manifest: Manifest
    app_id: str
    options: Options = field(default_factory=Options)
    base_url: str = ""
    uses_sockets: bool = True
    client_id: str = field(default_factory=lambda: f"{secrets.randbits(40)}.{secrets.randbits(40)}")
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    verification_token: str = field(default_factory=lambda: secrets.token_hex(12))
    tickets: Tickets = field(default_factory=Tickets)
    tokens: Tokens = field(default_factory=Tokens)
    codes: Codes = field(default_factory=Codes)
    sharing: Sharing = field(default_factory=Sharing)
    installations: "dict[str, Installation]" = field(default_factory=dict)
    app_token: Token = field(init=False)

    def __post_init__(self) -> None:
        self.app_token = self.tokens.issue(TokenKind.APP, _APP_SCOPES)

    @property
    def first(self) -> "Installation":
        """The first workspace; what belongs to none is answered there."""
        return next(iter(self.installations.values()))


@dataclass(slots=True, kw_only=True)
class Installation:
    """App and workspace together.

    Attributes:
        scopes: What the bot was granted here or, seen with a token, what that token was.
        actor: Who acts: the bot or, seen with a user's token, that person.
        token: The token it is seen with, while a call is answered.
    """

    workspace: Workspace
    registration: Registration
    bot: User
    bot_id: str
    scopes: frozenset[str]
    actor: User
    token: Token | None = None
    triggers: Triggers = field(default_factory=Triggers)
    response_urls: ResponseUrls = field(default_factory=ResponseUrls)

    @classmethod
    def prepare(cls, registration: Registration, workspace: Workspace) -> "Installation":
        """The app in a workspace where nobody has installed it yet: without any token."""
        manifest = registration.manifest
        bot = workspace.add_user(NewPerson(manifest.bot_display_name), is_bot=True)
        prepared = cls(
            workspace=workspace,
            registration=registration,
            bot=bot,
            bot_id=workspace.ids.counted("B"),
            scopes=frozenset(),
            actor=bot,
        )
        registration.installations[workspace.team_id] = prepared
        return prepared

    @property
    def manifest(self) -> Manifest:
        return self.registration.manifest

    @property
    def app_id(self) -> str:
        return self.registration.app_id

    @property
    def base_url(self) -> str:
        return self.registration.base_url

    @property
    def team_id(self) -> str:
        return self.workspace.team_id

    @property
    def bot_token(self) -> str:
        """The newest good token of the bot; raises LookupError if there is none."""
        tokens = self.registration.tokens.live(self.team_id, TokenKind.BOT)
        if not tokens:
            raise LookupError(f"the app is not installed in {self.workspace.name}")
        return tokens[-1].text

    @property
    def installed(self) -> bool:
        """Whether the app holds any good token here, and so hears of what happens."""
        return bool(self.registration.tokens.live(self.team_id))

    def install(self, scopes: Iterable[str]) -> Token:
        """Give the bot a token; scopes add up when the app is installed again."""
        self.scopes |= frozenset(scopes)
        self.workspace.reactivate(self.bot)
        rotates = self.manifest.token_rotation
        tokens = self.registration.tokens
        for token in tokens.live(self.team_id, TokenKind.BOT):
            if not rotates:
                token.scopes = self.scopes
                return token
        return tokens.issue(
            TokenKind.BOT, self.scopes, team_id=self.team_id, user=self.bot, rotates=rotates
        )

    def authorize(self, user: User, scopes: Iterable[str]) -> Token:
        """Give the app a token with which it acts as a person."""
        return self.registration.tokens.issue(
            TokenKind.USER,
            scopes,
            team_id=self.team_id,
            user=user,
            rotates=self.manifest.token_rotation,
        )

    def uninstall(self) -> None:
        """Take the app out: it is told so, and nothing it holds is good any more."""
        if not self.installed:
            return
        live = self.registration.tokens.live(self.team_id)
        self.workspace.tell(Uninstalled())
        self._tell_revoked(live)
        for token in live:
            token.end = End.INACTIVE if token.kind is TokenKind.BOT else End.REVOKED
        self._forget()

    def revoke(self, token: Token) -> None:
        """End one token; without its last one, the app is installed no more."""
        self._tell_revoked([token])
        token.end = End.REVOKED
        if not self.installed:
            self._forget()

    @property
    def itself(self) -> "Installation":
        """The installation, if this is one seen with the rights of a token."""
        return self.registration.installations[self.team_id]

    def _forget(self) -> None:
        self.scopes = frozenset()
        self.workspace.deactivate(self.bot)

    def _tell_revoked(self, tokens: list[Token]) -> None:
        people = tuple(t.user.id for t in tokens if t.kind is TokenKind.USER and t.user)
        bots = tuple(t.user.id for t in tokens if t.kind is TokenKind.BOT and t.user)
        self.workspace.tell(TokensRevoked(people, bots))

    def seen_with(self, token: Token) -> "Installation":
        """The same installation with the rights of one token."""
        return dataclasses.replace(
            self, scopes=token.scopes, actor=token.user or self.bot, token=token
        )

    def require(self, *scopes: str) -> None:
        """Refuse unless the app holds one of these scopes; no scopes, no rule."""
        if scopes and self.scopes.isdisjoint(scopes):
            raise SlackError(
                "missing_scope", needed=",".join(scopes), provided=",".join(sorted(self.scopes))
            )

    def is_in(self, channel: Channel) -> bool:
        return self.actor in channel.members
