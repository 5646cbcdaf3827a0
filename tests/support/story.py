"""Stories: four people in #design at ten o'clock, and time that passes when a test says so."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from demo.stage import Stage, open_stage
from localslack import Channel, Message, NewPerson, Person
from tests.support.watching import PATIENCE

TEN_O_CLOCK = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
FAST = 600.0
# For stories of whole sessions, in which nobody waits for the line before the end of a step.
FASTER = 2_400.0
PEOPLE = (
    NewPerson("Ana", tz="Etc/UTC"),
    NewPerson("Ben", tz="Europe/Berlin"),
    NewPerson("Chen", tz="Asia/Singapore"),
    NewPerson("Dana", tz="America/New_York"),
)


@dataclass(slots=True)
class Story:
    stage: Stage

    def person(self, name: str) -> Person:
        return self.stage.person(name)

    @property
    def channel(self) -> Channel:
        return self.stage.channel

    async def flow_to(self, clock: str, speed: float = FAST) -> None:
        """Let time flow fast to a clock (UTC), `10:25` or tomorrow's `+1 9:00`, and stop there."""
        await self.stage.flow_to(self._moment(clock), speed)

    def jump_to(self, clock: str) -> None:
        self.stage.jump(self._moment(clock))

    def _moment(self, clock: str) -> datetime:
        days, _, clock = clock.rpartition(" ")
        hours, minutes = clock.split(":")
        now = self.stage.clock.now() + timedelta(days=int(days or 0))
        return now.replace(hour=int(hours), minute=int(minutes), second=0, microsecond=0)

    @property
    def posts(self) -> list[Message]:
        """What the bot posted anywhere, in order."""
        bot = self.stage.slack.bot_user_id
        found = [
            message
            for channel in self.stage.slack.workspace.channels.values()
            for message in channel.timeline.values()
            if message.user.id == bot and message.metadata and not message.deleted
        ]
        return sorted(found, key=lambda message: float(message.ts))

    @property
    def keys(self) -> list[str]:
        """The keys of all posts, in order; each should be there once."""
        return [key_of(message) for message in self.posts]

    def post(self, key: str) -> Message:
        """The one post with this key."""
        found = [message for message in self.posts if key_of(message) == key]
        assert len(found) == 1, f"{len(found)} posts with the key {key} among {self.keys}"
        return found[0]

    async def comes(self, key: str, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """Wait for a post."""
        await self.stage.slack.until(
            lambda: key in self.keys, timeout=timeout, why=f"no {key} among {self.keys}"
        )
        return self.post(key)

    async def card_says(self, text: str, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        """Wait until the live card says something."""
        card = await self.comes("card")
        await self.stage.slack.until(
            lambda: text in card.readable(),
            timeout=timeout,
            why=f"the card never said {text!r}; it says:\n{card.readable()}",
        )


def key_of(message: Message) -> str:
    """The post's key in its session, from the marker it carries."""
    return _marker(message)[1]


def session_of(message: Message) -> str:
    """The session that a post belongs to, from the marker it carries."""
    return _marker(message)[0]


def _marker(message: Message) -> tuple[str, str]:
    payload = (message.metadata or {}).get("event_payload")
    session, _, key = str(payload["key"] if isinstance(payload, dict) else "").partition(":")
    return session, key


@asynccontextmanager
async def told(
    folder: Path, cast: Sequence[NewPerson] = PEOPLE, *, http: bool = False
) -> AsyncIterator[Story]:
    async with open_stage(folder, cast, TEN_O_CLOCK, http=http) as stage:
        yield Story(stage)
    assert not stage.bot.failures, stage.bot.log


async def started(story: Story, agenda: str = "Draft 15\nReview 15", length: str = "30") -> Message:
    """A session that Ana started with an outcome; gives its card."""
    ana = story.person("Ana")
    await ana.runs("/worksession start")
    await ana.fills("What exists at the end?", "A spec")
    await ana.fills("How long?", length)
    await ana.fills("Agenda", agenda)
    await ana.clicks("Start")
    return await story.comes("card")
