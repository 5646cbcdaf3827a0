"""Who is in the workspace: people, the app's bot user and Slackbot."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

SOME_OTHER_WORKSPACE = "Another Workspace"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What it takes to add somebody; everything else gets a sensible value.

    Attributes:
        guest: May be in several channels, but joins none without being invited.
        single_channel: A guest in one channel only.
        external: From another organisation, met in a shared channel (Slack Connect).
        workspace: The name of the workspace they come from, if it is another one than this.
    """

    name: str
    tz: str = "UTC"
    real_name: str = ""
    guest: bool = False
    locale: str = "en-US"
    single_channel: bool = False
    external: bool = False
    email: str = ""
    workspace: str = ""

    @property
    def comes_from(self) -> str:
        """The name of the other workspace they come from; nothing for people of this one."""
        return self.workspace or (SOME_OTHER_WORKSPACE if self.external else "")


@dataclass(frozen=True, slots=True)
class OtherWorkspace:
    """A workspace that shares channels with this one (Slack Connect); the app is not in it."""

    team_id: str
    name: str

    @property
    def domain(self) -> str:
        return "".join(self.name.lower().split())


@dataclass(frozen=True, slots=True)
class OtherApp:
    """Another app than the one that is being worked on, in the same workspace."""

    app_id: str
    bot_id: str
    name: str


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in the workspace.

    Attributes:
        home: Where they come from, if not from this workspace.
        app: Whose bot it is, if it is that of another app.
    """

    id: str
    name: str
    real_name: str
    tz: str = "UTC"
    is_bot: bool = False
    guest: bool = False
    locale: str = "en-US"
    username: str = field(default="")
    single_channel: bool = False
    home: OtherWorkspace | None = None
    email: str = ""
    app: OtherApp | None = None

    @property
    def external(self) -> bool:
        return self.home is not None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @property
    def handle(self) -> str:
        """The lower-case account name, which Slack still sends in many payloads."""
        return self.username or "".join(self.name.lower().split())


SLACKBOT = User(id="USLACKBOT", name="Slackbot", real_name="Slackbot", is_bot=True)
