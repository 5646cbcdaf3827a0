"""Who is in which channel, as Slack tells it, remembered for some minutes."""

import asyncio
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus

import structlog
from cachetools import LRUCache, TTLCache
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.client.people import NO_ANSWER
from bot.adapters.slack.client.web import refusal_in, rest_asked_for
from bot.application.ports import MembersUnknown
from bot.domain.state.identity import PersonId, Place

# Somebody whom another process let in or out is seen here so much later, at most.
REMEMBER_MEMBER_SECONDS = 300.0
# Whoever came into a channel just now is missing in what was told before: it is asked for again,
# but not more often than this.
AGAIN_SECONDS = 5.0
# Where Slack did not tell, nobody else has to wait for that in vain right after.
TROUBLE_SECONDS = 1.0
MOST_PLACES = 1000
# A start asks only for this.
INFO_SECONDS = 1.5
# docs.slack.dev/reference/methods/conversations.members: fewer than a thousand at a time.
PAGE = 999
MOST_MEMBER_PAGES = 5
MOST_MEMBERS = 2 * PAGE * MOST_MEMBER_PAGES
# A private channel that the bot is not in may also be one that it must not read about.
NOT_IN = frozenset({"channel_not_found", "missing_scope", "not_in_channel"})

log = structlog.get_logger()


class _Roll:
    """Who is in a channel, or has left it, as was heard of late; None where nothing was."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.is_in: TTLCache[PersonId, bool] = TTLCache(
            MOST_MEMBERS, REMEMBER_MEMBER_SECONDS, seconds
        )
        self.ask_again_at = -math.inf
        self.is_whole = False
        self.asking = asyncio.Lock()

    def hear(self, people: Iterable[PersonId]) -> None:
        for person in people:
            self.is_in[person] = True

    def replace(self, people: Iterable[PersonId]) -> None:
        self.is_in.clear()
        self.hear(people)


@dataclass(slots=True)
class SlackMembership:
    """The Membership port over `conversations.members` and `conversations.info`.

    Whoever asks waits for an answer, so Slack is asked with little `patience` (seconds), once for
    all who want to know about a channel. `seconds` tells a time that never goes back.
    """

    client: AsyncWebClient
    seconds: Callable[[], float]
    patience: float = 0.9
    _rolls: LRUCache[Place, _Roll] = field(default_factory=lambda: LRUCache(MOST_PLACES))
    _rests_until: float = -math.inf

    async def bot_is_in(self, place: Place) -> bool:
        try:
            async with asyncio.timeout(INFO_SECONDS):
                answer = await self.client.conversations_info(channel=place.channel)
        except SlackApiError as failed:
            if failed.response.get("error") in NOT_IN:
                return False
            raise
        return bool(answer["channel"].get("is_member"))

    async def is_in(self, place: Place, person: PersonId) -> bool:
        roll = self._roll(place)
        if roll.is_in.get(person):
            return True
        async with roll.asking:
            # Somebody else may have asked meanwhile.
            if roll.is_in.get(person):
                return True
            if self.seconds() >= max(roll.ask_again_at, self._rests_until):
                await self._ask(roll, place)
        known = roll.is_in.get(person)
        if known is None and not roll.is_whole:
            raise MembersUnknown
        return bool(known)

    def note(self, place: Place, person: PersonId, *, is_in: bool) -> None:
        self._roll(place).is_in[person] = is_in

    def sight(self, place: Place, person: PersonId) -> None:
        roll = self._roll(place)
        if roll.is_in.get(person) is not False:
            roll.is_in[person] = True

    def _roll(self, place: Place) -> _Roll:
        if place not in self._rolls:
            self._rolls[place] = _Roll(self.seconds)
        return self._rolls[place]

    async def _ask(self, roll: _Roll, place: Place) -> None:
        """Ask Slack who is there; what it does not tell now is not asked for again at once."""
        people: set[PersonId] = set()
        roll.is_whole = False
        try:
            async with asyncio.timeout(self.patience):
                roll.is_whole = await self._read(place, people)
        except (*NO_ANSWER, KeyError, TypeError) as failed:
            self._note_trouble(failed)
        now = self.seconds()
        roll.ask_again_at = now + (AGAIN_SECONDS if roll.is_whole else TROUBLE_SECONDS)
        if roll.is_whole:
            roll.replace(people)
        else:
            roll.hear(people)

    def _note_trouble(self, failed: Exception) -> None:
        trouble = type(failed).__name__
        if isinstance(failed, SlackApiError):
            code, status = refusal_in(failed)
            trouble = code or trouble
            if status == HTTPStatus.TOO_MANY_REQUESTS:
                rest = rest_asked_for(failed.response.headers)
                self._rests_until = self.seconds() + rest
        log.info("members_unknown", action="members_unknown", trouble=trouble)

    async def _read(self, place: Place, into: set[PersonId]) -> bool:
        """Read page by page; whether those were all."""
        cursor = ""
        for _ in range(MOST_MEMBER_PAGES):
            answer = await self.client.conversations_members(
                channel=place.channel, limit=PAGE, cursor=cursor
            )
            into.update(PersonId(str(member)) for member in answer["members"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return bool(into)
        return False
