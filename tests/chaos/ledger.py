"""The ledger: what people did, and what Slack heard the bot take; kept beside the bot."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from localslack import Message, Person
from localslack.json_types import JsonObject
from localslack.traffic import Direction, Record

DONE = "white_check_mark"


@dataclass(frozen=True, slots=True)
class Captured:
    session: str
    text: str
    ts: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One person's ✅ on one message."""

    session: str
    step: str
    message: Message
    person: Person

    @property
    def stands(self) -> bool:
        """Whether it is there in Slack now."""
        return self.person.user in self.message.reactions.get(DONE, [])


@dataclass(frozen=True, slots=True)
class Press:
    """A press that Slack heard the bot take; `on` is the message, `delivery` Slack's id for it."""

    on: str
    button: str
    delivery: str


@dataclass(slots=True)
class Ledger:
    """`now` is the clock of the sessions."""

    now: Callable[[], datetime]
    captured: list[Captured] = field(default_factory=list)
    marks: dict[Mark, int] = field(default_factory=dict)
    """How often each was put there or taken back."""
    pressed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each button of each session was pressed, heard or not."""
    taken: list[Press] = field(default_factory=list)
    _messages: dict[str, datetime] = field(default_factory=dict)
    _reactions: defaultdict[tuple[str, str], dict[str, datetime]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def watch(self, record: Record) -> None:
        """Note when Slack first heard that an event was taken, and that a press was."""
        if record.direction is not Direction.DELIVERY or not record.ok:
            return
        if record.name == "block_actions":
            self.taken += _presses(record.arguments)
        event = record.arguments.get("event", {})
        if record.name == "message":
            self._messages.setdefault(event["ts"], self.now())
        elif record.name in {"reaction_added", "reaction_removed"}:
            heard = self._reactions[event["user"], event["item"]["ts"]]
            heard.setdefault(record.arguments["event_id"], self.now())

    def capture(self, session: str, text: str, message: Message) -> None:
        self.captured.append(Captured(session, text, message.ts))

    def mark(self, mark: Mark) -> None:
        """Note that a mark was put there, or taken back."""
        self.marks[mark] = self.marks.get(mark, 0) + 1

    def press(self, session: str, button: str) -> None:
        self.pressed[session, button_of(button)] += 1

    def presses(self, session: str) -> dict[str, int]:
        return {button: count for (of, button), count in self.pressed.items() if of == session}

    def taken_at(self, captured: Captured) -> datetime | None:
        return self._messages.get(captured.ts)

    def mark_taken_at(self, mark: Mark) -> datetime | None:
        """When the last of all its changes was taken; None if one of them never was."""
        heard = self._reactions[mark.person.id, mark.message.ts]
        return max(heard.values()) if len(heard) == self.marks[mark] else None

    def untaken(self) -> Iterator[str]:
        """The messages whose news the bot has not taken yet, by their times."""
        yield from (each.ts for each in self.captured if self.taken_at(each) is None)
        yield from (each.message.ts for each in self.marks if self.mark_taken_at(each) is None)


def button_of(label: str) -> str:
    """The name of a button; *Undo* says on its label what it takes back."""
    return "Undo" if label.startswith("Undo ") else label


def _presses(payload: JsonObject) -> Iterator[Press]:
    """The use of a button or a menu on a message."""
    on = payload["container"].get("message_ts")
    for action in payload["actions"] if on else ():
        label = (action.get("selected_option") or action)["text"]["text"]
        yield Press(on, button_of(label), payload["trigger_id"])
