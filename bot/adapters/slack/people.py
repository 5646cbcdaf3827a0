"""What the bot asks Slack about people and channels, remembered for a while."""

from collections.abc import Callable
from dataclasses import dataclass, field

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.identity import PersonId, Place, TeamId

REMEMBER_SECONDS = 3600.0
MOST_REMEMBERED = 5000
UNKNOWN_ZONE = "UTC"


@dataclass(slots=True)
class SlackDirectory:
    """The Directory port over `users.info`; `seconds` tells a time that never goes back."""

    client: AsyncWebClient
    seconds: Callable[[], float]
    _zones: dict[tuple[TeamId, PersonId], tuple[float, str]] = field(default_factory=dict)

    async def zone(self, team: TeamId, person: PersonId) -> str:
        known = self._zones.get((team, person))
        if known is not None and self.seconds() - known[0] < REMEMBER_SECONDS:
            return known[1]
        try:
            answer = await self.client.users_info(user=person)
        except SlackApiError:
            # Somebody from another workspace may be out of sight; a session starts all the same.
            return UNKNOWN_ZONE
        zone = str(answer["user"].get("tz") or UNKNOWN_ZONE)
        if len(self._zones) >= MOST_REMEMBERED:
            self._zones.clear()
        self._zones[team, person] = (self.seconds(), zone)
        return zone


@dataclass(frozen=True, slots=True)
class SlackMembership:
    """The Membership port over `conversations.info`."""

    client: AsyncWebClient

    async def bot_is_in(self, place: Place) -> bool:
        try:
            answer = await self.client.conversations_info(channel=place.channel)
        except SlackApiError as failed:
            if failed.response.get("error") in {"channel_not_found", "not_in_channel"}:
                return False
            raise
        return bool(answer["channel"].get("is_member"))
