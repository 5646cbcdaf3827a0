"""Who is in which channel, as Slack tells it, remembered for some minutes."""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

import structlog
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
# A private channel that the bot is not in may also be one that it must not read about.
NOT_IN = frozenset({"channel_not_found", "missing_scope", "not_in_channel"})

log = structlog.get_logger()


@dataclass(slots=True)
class _Roll:
    """Who was in a channel, or had left it, when that was last heard; seconds throughout."""

    is_in: dict[PersonId, bool] = field(default_factory=dict)
    heard_at: dict[PersonId, float] = field(default_factory=dict)
    ask_again_at: float = -math.inf
    is_whole: bool = False
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    def hear(self, person: PersonId, now: float, *, is_in: bool) -> None:
        self.is_in[person], self.heard_at[person] = is_in, now

    def known(self, person: PersonId, now: float) -> bool | None:
        """Whether somebody is in, as was heard lately; None if nothing was."""
        fresh = now - self.heard_at.get(person, -math.inf) < REMEMBER_MEMBER_SECONDS
        return self.is_in[person] if fresh else None

    def replace(self, people: set[PersonId], now: float) -> None:
        self.is_in = dict.fromkeys(people, True)
        self.heard_at = dict.fromkeys(people, now)


@dataclass(slots=True)
class SlackMembership:
    """The Membership port over `conversations.members` and `conversations.info`.

    Whoever asks waits for an answer, so Slack is asked with little `patience` (seconds), once for
    all who want to know about a channel. `seconds` tells a time that never goes back.
    """

    client: AsyncWebClient
    seconds: Callable[[], float]
    patience: float = 0.9
    _rolls: dict[Place, _Roll] = field(default_factory=dict)
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
        if roll.known(person, self.seconds()):
            return True
        async with roll.asking:
            # Somebody else may have asked meanwhile.
            if roll.known(person, self.seconds()):
                return True
            if self.seconds() >= max(roll.ask_again_at, self._rests_until):
                await self._ask(roll, place)
        known = roll.known(person, self.seconds())
        if known is None and not roll.is_whole:
            raise MembersUnknown
        return bool(known)

    def note(self, place: Place, person: PersonId, *, is_in: bool) -> None:
        self._roll(place).hear(person, self.seconds(), is_in=is_in)

    def sight(self, place: Place, person: PersonId) -> None:
        roll, now = self._roll(place), self.seconds()
        if roll.known(person, now) is not False:
            roll.hear(person, now, is_in=True)

    def _roll(self, place: Place) -> _Roll:
        if place not in self._rolls and len(self._rolls) >= MOST_PLACES:
            self._rolls.clear()
        return self._rolls.setdefault(place, _Roll())

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
            roll.replace(people, now)
        else:
            for person in people:
                roll.hear(person, now, is_in=True)

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
