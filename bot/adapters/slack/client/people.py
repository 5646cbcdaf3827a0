"""What the bot asks Slack about people, remembered for a while."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
from cachetools import LRUCache, TTLCache
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.application.ports import OutOfTouch
from bot.domain.state.identity import ChannelId, PersonId, Place, TeamId

REMEMBER_PERSON_SECONDS = 3600.0
MOST_REMEMBERED = 5000
UNKNOWN_ZONE = "UTC"
# Slack's own bot has this id in every workspace, and `users.info` does not call it a bot.
SLACKBOT = PersonId("USLACKBOT")
# Slack said no, cannot be reached, or something else answered, over which slack_sdk stumbles.
NO_ANSWER = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError, AttributeError, ValueError)


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told of somebody."""

    zone: str
    is_bot: bool


class SlackDirectory:
    """The Directory port over `users.info`; `seconds` tells a time that never goes back.

    Somebody is waiting for an answer, so it is asked for with little `patience` (seconds).
    """

    def __init__(
        self, client: AsyncWebClient, seconds: Callable[[], float], patience: float = 1.5
    ) -> None:
        self.client = client
        self.patience = patience
        self._told: TTLCache[tuple[TeamId, PersonId], _Told] = TTLCache(
            MOST_REMEMBERED, REMEMBER_PERSON_SECONDS, seconds
        )

    async def zone(self, team: TeamId, person: PersonId) -> str:
        told = await self._ask(team, person)
        # Somebody from another workspace may be out of sight; a session starts all the same.
        return told.zone if told else UNKNOWN_ZONE

    async def is_bot(self, team: TeamId, person: PersonId) -> bool:
        if person == SLACKBOT:
            return True
        told = await self._ask(team, person)
        return told is not None and told.is_bot

    async def _ask(self, team: TeamId, person: PersonId) -> _Told | None:
        """What Slack tells of somebody; None if it does not answer."""
        known = self._told.get((team, person))
        if known is not None:
            return known
        try:
            async with asyncio.timeout(self.patience):
                answer = await self.client.users_info(user=person)
            user = answer["user"]
            zone = _known_zone(str(user.get("tz") or UNKNOWN_ZONE))
            told = _Told(zone, is_bot=user.get("is_bot") is True)
        except NO_ANSWER:
            return None
        self._told[team, person] = told
        return told


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
    _known: LRUCache[tuple[TeamId, PersonId], Place] = field(
        default_factory=lambda: LRUCache(MOST_REMEMBERED)
    )

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
        self._known[team, person] = place
        return place
