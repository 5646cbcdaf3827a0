"""The app as it is installed in the workspace: what it declares, who it is, what it may do."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from localslack.channels import Channel
from localslack.errors import SlackError
from localslack.manifest import Manifest
from localslack.response_urls import ResponseUrls
from localslack.tickets import Tickets
from localslack.triggers import Triggers
from localslack.users import NewPerson, User
from localslack.workspace import Workspace


@dataclass(slots=True, kw_only=True)
class Installation:
    workspace: Workspace
    manifest: Manifest
    bot: User
    app_id: str
    bot_id: str
    base_url: str = ""
    uses_sockets: bool = True
    bot_token: str = field(default_factory=lambda: f"xoxb-local-{secrets.token_hex(12)}")
    app_token: str = field(default_factory=lambda: f"xapp-1-local-{secrets.token_hex(12)}")
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    verification_token: str = field(default_factory=lambda: secrets.token_hex(12))
    tickets: Tickets = field(default_factory=Tickets)
    triggers: Triggers = field(default_factory=Triggers)
    response_urls: ResponseUrls = field(default_factory=ResponseUrls)

    @classmethod
    def install(cls, manifest: Manifest, workspace: Workspace) -> "Installation":
        return cls(
            workspace=workspace,
            manifest=manifest,
            bot=workspace.add_user(NewPerson(manifest.bot_display_name), is_bot=True),
            app_id=workspace.ids.counted("A"),
            bot_id=workspace.ids.counted("B"),
        )

    def require(self, *scopes: str) -> None:
        """Refuse unless the app holds one of these scopes; no scopes, no rule."""
        if scopes and self.manifest.bot_scopes.isdisjoint(scopes):
            raise SlackError(
                "missing_scope",
                needed=",".join(scopes),
                provided=_listed(self.manifest.bot_scopes),
            )

    def is_in(self, channel: Channel) -> bool:
        return self.bot in channel.members


def _listed(scopes: Iterable[str]) -> str:
    return ",".join(sorted(scopes))
