"""What the bot asks Slack about people and channels, remembered for a while."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.application.ports import OutOfTouch
from bot.domain.identity import ChannelId, PersonId, Place, TeamId

REMEMBER_SECONDS = 3600.0
MOST_REMEMBERED = 5000
UNKNOWN_ZONE = "UTC"
# Slack said no, cannot be reached, or something else answered, over which slack_sdk stumbles.
NO_ANSWER = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError, AttributeError, ValueError)
# A private channel that the bot is not in may also be one that it must not read about.
NOT_IN = frozenset({"channel_not_found", "missing_scope", "not_in_channel"})


@dataclass(slots=True)
class SlackDirectory:
    """The Directory port over `users.info`; `seconds` tells a time that never goes back.

    Somebody is waiting for an answer, so the zone is asked for with little `patience` (seconds).
    """

    client: AsyncWebClient
    seconds: Callable[[], float]
    patience: float = 1.5
    _zones: dict[tuple[TeamId, PersonId], tuple[float, str]] = field(default_factory=dict)

    async def zone(self, team: TeamId, person: PersonId) -> str:
        known = self._zones.get((team, person))
        if known is not None and self.seconds() - known[0] < REMEMBER_SECONDS:
            return known[1]
        try:
            async with asyncio.timeout(self.patience):
                answer = await self.client.users_info(user=person)
            told = answer["user"].get("tz")
        except NO_ANSWER:
            # Somebody from another workspace may be out of sight; a session starts all the same.
            return UNKNOWN_ZONE
        zone = _known_zone(str(told or UNKNOWN_ZONE))
        if len(self._zones) >= MOST_REMEMBERED:
            self._zones.clear()
        self._zones[team, person] = (self.seconds(), zone)
        return zone


def _known_zone(name: str) -> str:
    """The zone if its rules are known here, because every clock time is told with them."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UNKNOWN_ZONE
    return name


@dataclass(slots=True)
class SlackDirectMessages:
    """The DirectMessages port over `conversations.open`, with little `patience` (seconds).

    A conversation keeps its id for ever, so it is asked for once.
    """

    client: AsyncWebClient
    patience: float = 1.2
    _known: dict[tuple[TeamId, PersonId], Place] = field(default_factory=dict)

    async def with_bot(self, team: TeamId, person: PersonId) -> Place:
        known = self._known.get((team, person))
        if known is not None:
            return known
        try:
            async with asyncio.timeout(self.patience):
                answer = await self.client.conversations_open(users=person)
            place = Place(team, ChannelId(str(answer["channel"]["id"])))
        except (*NO_ANSWER, KeyError, TypeError) as failed:
            raise OutOfTouch from failed
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[team, person] = place
        return place


@dataclass(frozen=True, slots=True)
class SlackMembership:
    """The Membership port over `conversations.info`, asked with little `patience` (seconds)."""

    client: AsyncWebClient
    patience: float = 1.5

    async def bot_is_in(self, place: Place) -> bool:
        try:
            async with asyncio.timeout(self.patience):
                answer = await self.client.conversations_info(channel=place.channel)
        except SlackApiError as failed:
            if failed.response.get("error") in NOT_IN:
                return False
            raise
        return bool(answer["channel"].get("is_member"))
