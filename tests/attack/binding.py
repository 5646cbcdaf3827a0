"""What the names in a kept delivery stand for in a room, so that the delivery fits there."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from localslack import LocalSlack, Person
from tests.attack.corpus import Json, Kept
from tests.attack.rooms import Room
from tests.support.story import key_of, session_of

NOBODY = "0" * 32
NEVER = "1700000000.000100"


@dataclass(slots=True)
class Binding:
    """Brings what was recorded into the rooms there are."""

    slack: LocalSlack
    rooms: Sequence[Room]
    dice: random.Random
    _count: int = field(default=0, init=False)

    def bound(self, kept: Kept) -> Json:
        """The delivery as somebody in a fitting room would cause it now."""
        room = next((each for each in self.rooms if each.scene.name == kept.scene), None)
        room = room or self.dice.choice(self.rooms)
        body = kept.bound(lambda name: self._value(name, room))
        return self._fresh(body, self.dice.choice(room.people), room)

    def _value(self, name: str, room: Room) -> str:
        kind, _, about = name.partition(":")
        registration = self.slack.registration
        values: Mapping[str, Callable[[], str]] = {
            "url": lambda: self.slack.url,
            "team": lambda: self.slack.team_id,
            "app": lambda: registration.app_id,
            "token": lambda: registration.verification_token,
            "bot": lambda: self.slack.bot_user_id,
            "user": lambda: self.slack.person(about).id,
            "channel": lambda: room.channel.id,
            "elsewhere": lambda: self.dice.choice(self.rooms).channel.id,
            "session": lambda: session_of(room.card) if room.card else NOBODY,
            "ts": lambda: next((e.ts for e in room.posts if key_of(e) == about), NEVER),
        }
        return values[kind]()

    def _fresh(self, body: Json, person: Person, room: Room) -> Json:
        """With ids of its own, which nothing has come with before."""
        self._count += 1
        app = self.slack.app
        if "event" in body:
            body["event_id"] = f"Ev0ATTACK{self._count}"
            return body
        if "trigger_id" in body:
            body["trigger_id"] = app.triggers.issue(person.user)
        if "response_url" in body:
            secret = app.response_urls.issue(person.user, room.channel)
            body["response_url"] = f"{self.slack.url}/actions/{self.slack.team_id}/{secret}"
        return body
