"""Who is in the workspace: people, the app's bot user and Slackbot."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What it takes to add somebody; everything else gets a sensible value.

    Attributes:
        guest: May be in several channels, but joins none without being invited.
        single_channel: A guest in one channel only.
        external: From another organisation, met in a shared channel (Slack Connect).
    """

    name: str
    tz: str = "UTC"
    real_name: str = ""
    guest: bool = False
    locale: str = "en-US"
    single_channel: bool = False
    external: bool = False
    email: str = ""


@dataclass(frozen=True, slots=True)
class User:
    id: str
    name: str
    real_name: str
    tz: str = "UTC"
    is_bot: bool = False
    guest: bool = False
    locale: str = "en-US"
    username: str = field(default="")
    single_channel: bool = False
    external: bool = False
    email: str = ""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @property
    def handle(self) -> str:
        """The lower-case account name, which Slack still sends in many payloads."""
        return self.username or "".join(self.name.lower().split())


SLACKBOT = User(id="USLACKBOT", name="Slackbot", real_name="Slackbot", is_bot=True)
