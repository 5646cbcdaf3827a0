"""`python -m tests.attack.record`: hold sessions, press whatever there is, and keep what came."""

import asyncio
import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.adapters.slack.doors.commands import BY_WORD
from bot.adapters.slack.doors.messages import WORDS
from bot.adapters.slack.kit.ids import ActionId
from demo.stage import Stage, open_stage
from localslack import BadAnswer, Message, Person, View
from localslack.block_kit.elements import Element, elements, text_of
from localslack.block_kit.inputs import complaint, options_of
from localslack.delivery.envelopes import Kind
from localslack.traffic import Direction
from localslack.traffic import Record as OnTheWire
from tests.attack.corpus import FILE, Json, Kept, kind_of
from tests.attack.rooms import CAST, PEOPLE, SCENES, Room, Scene
from tests.support.story import TEN_O_CLOCK, key_of, session_of

HAND, DONE = "hand", "white_check_mark"
# Pressed when nothing else is left to press: what comes first takes the least away.
FIRST = (ActionId.SPLIT_ANEW, ActionId.SHOW_NAMES, ActionId.HIDE_NAMES, ActionId.FIT_PLAN)
LAST = (
    *(ActionId.START, ActionId.START_TURN, ActionId.REVEAL_IDEAS, ActionId.WITHDRAW_IDEA),
    *(ActionId.GROUP_IDEAS, ActionId.CLOSE_VOTE),
    *(ActionId.UNDO, ActionId.EXTEND, ActionId.SHORTEN, ActionId.PAUSE, ActionId.RESUME),
    *(ActionId.NEXT, ActionId.BACK, ActionId.PARK, ActionId.SKIP, ActionId.NEXT_SPEAKER),
    *(ActionId.WATCH, ActionId.LEAVE, ActionId.CANCEL_PLAN, ActionId.CLOSE, ActionId.WORTH_IT),
    *(ActionId.NOT_WORTH_IT, ActionId.REOPEN, ActionId.KEEP_SESSION, ActionId.DISCARD),
)
# What would take the session out of the hands of who holds it.
NOT_THE_HOST = ("click:watch", "click:leave")
MOST_PRESSES = 60
SETTLE_SECONDS = 1.5
ENTRIES = {
    "agenda": "Draft 20\nReview 20",
    "ideas": "One\nTwo\nThree",
    "link": "https://example.com/result",
    "length": "40",
}


@dataclass(slots=True)
class Recorder:
    """Watches what the local Slack brings to the bot, and keeps the first of each kind."""

    stage: Stage
    rooms: list[Room] = field(default_factory=list)
    scene: str = "team"
    kept: dict[str, Kept] = field(default_factory=dict)

    def watch(self, record: OnTheWire) -> None:
        if record.direction is not Direction.DELIVERY or not record.ok:
            return
        body = json.loads(json.dumps(record.arguments))
        way = _way_of(body)
        kind = kind_of(way, body)
        if kind not in self.kept:
            self.kept[kind] = Kept(kind, way, self.scene, self._with_names(_short(body)))

    def _with_names(self, body: Json) -> str:
        text = json.dumps(body, ensure_ascii=True)
        for value, name in self._names():
            text = text.replace(value, f"{{={name}}}")
        return text

    def _names(self) -> Iterator[tuple[str, str]]:
        slack = self.stage.slack
        yield slack.url, "url"
        yield slack.team_id, "team"
        yield slack.registration.app_id, "app"
        yield slack.registration.verification_token, "token"
        yield slack.bot_user_id, "bot"
        yield from ((each.id, f"user:{each.name}") for each in slack.people)
        for room in self.rooms:
            for post in room.posts:
                yield session_of(post), "session"
                yield post.ts, f"ts:{key_of(post)}"
            is_here = room.scene.name == self.scene
            yield room.channel.id, "channel" if is_here else "elsewhere"

    # What people do

    async def presses_everything(self, room: Room) -> None:
        """Use each element that was not used before, wherever in the room it stands."""
        self.scene = room.scene.name
        for _ in range(MOST_PRESSES):
            await self.stage.slack.changes.until(
                lambda: self._next(room) is not None, SETTLE_SECONDS
            )
            found = self._next(room)
            if found is not None and _rank(*found[1:3]):
                # Let everything come that takes less away.
                await asyncio.sleep(SETTLE_SECONDS)
                found = self._next(room)
            if found is None:
                return
            person, element, option, on = found
            before = set(self.kept)
            await self._tries(person, element, option, on)
            if _rank(element, option) < 0:
                await asyncio.sleep(SETTLE_SECONDS)
            if before == set(self.kept):
                # It did not come to the bot, so do not try for ever.
                self.kept.setdefault(_name(element, option), Kept("", Kind.EVENT, "", ""))

    async def _tries(
        self, person: Person, element: Element, option: str | None, on: Message | View
    ) -> None:
        try:
            await person.uses(element, on=on, entry=option)
            await self.sends_all(person)
        except BadAnswer:
            raise
        except AssertionError as error:
            print(f"{_name(element, option)}: {error}"[:300])
        for form in person.forms:
            self.stage.slack.workspace.forms.close(form)

    async def sends_all(self, person: Person) -> None:
        while person.forms:
            await self._sends(person, person.forms[-1])

    async def _sends(self, person: Person, form: View) -> None:
        """Fill in what is empty, press what stands in the form, and send it."""
        hash_before = form.hash
        for element in form.elements():
            if element.is_input:
                value = form.values[element.block_id][element.action_id]
                empty = not any(value.get(key) for key in value if key != "type")
                if empty or complaint(element, value):
                    await person.enters(element, _entry(element), on=form)
            elif _name(element, None) not in self.kept:
                await person.uses(element, on=form)
        if not form.closed:
            await person.submits(form)
        if not form.closed and (form.errors or form.hash == hash_before):
            print(f"{form.title}: {form.errors}")
            self.stage.slack.workspace.forms.close(form)

    def _next(self, room: Room) -> tuple[Person, Element, str | None, Message | View] | None:
        """What to use next: what takes nothing away, else what takes the least."""
        there = [
            (person, element, option, message)
            for person in room.people
            for message in reversed(person.screen.messages())
            if message.channel in {room.channel, person.dm}
            for element in elements(message.blocks)
            if element.visible_to(person.id)
            for option in _options(element)
            if _name(element, option) not in self.kept
            and (person is not room.host or _name(element, option) not in NOT_THE_HOST)
        ]
        return min(there, key=lambda each: _rank(each[1], each[2]), default=None)

    async def writes_and_reacts(self, room: Room) -> None:
        self.scene = room.scene.name
        card = room.card
        assert card is not None
        step = room.step(card)
        # What is kept already could keep what comes then from happening, as results do splits.
        words = [each for each in WORDS if f"message:!{each}" not in self.kept]
        for word in ("Just words", *(f"!{word} Something that is worth it" for word in words)):
            await room.host.says(word, in_thread=card)
        said = await room.people[-1].says("Something to capture", in_thread=card)
        await room.host.uses_shortcut("Capture", on=said)
        await self._sends(room.host, room.host.forms[-1])
        assert step is not None
        for emoji in (DONE, HAND, "eyes"):
            await room.people[-1].reacts(emoji, to=step)
            await room.people[-1].unreacts(emoji, to=step)
        if not room.scene.alone:
            await room.people[-1].leaves(room.channel)
            await room.people[-1].joins(room.channel)
        await room.people[-1].edits(said, "Something else to capture")
        await room.host.opens_home()

    async def types_everything(self, room: Room) -> None:
        self.scene = room.scene.name
        for word in BY_WORD:
            if f"command:{word}" not in self.kept:
                rest = MORE_WORDS.get(word, "")
                await room.host.runs(f"/worksession {word} {rest}", in_channel=room.channel)
                for form in room.host.forms:
                    self.stage.slack.workspace.forms.close(form)


MORE_WORDS = {
    "start": '"The next thing" 40m',
    "solo": '"Alone" 40m',
    "save-template": "retro",
    "template": "show retro",
    "rehearse": "retro",
    "settings": "posts thread",
    "capture": "What we said",
}


def _rank(element: Element, option: str | None) -> int:
    name = _name(element, option).removeprefix("click:")
    if name in FIRST:
        return FIRST.index(ActionId(name)) - len(FIRST)
    return LAST.index(ActionId(name)) + 1 if name in LAST else 0


def _options(element: Element) -> list[str | None]:
    if element.type == "overflow":
        return [text_of(each["text"]) for each in options_of(element.json)]
    return [None]


def _name(element: Element, option: str | None) -> str:
    for each in options_of(element.json) if option else ():
        if text_of(each["text"]) == option:
            return f"click:{each['value'].partition('|')[0]}"
    return f"click:{element.action_id}"


def _entry(element: Element) -> str | list[str]:
    options = [each["value"] for each in options_of(element.json)]
    if options:
        return options[:2] if element.type in {"checkboxes", "multi_static_select"} else options[0]
    if "users" in element.type:
        return [CAST[1]] if element.type.startswith("multi") else CAST[1]
    return ENTRIES.get(element.block_id, "Something that is worth it")


def _way_of(body: Json) -> Kind:
    if "event" in body:
        return Kind.EVENT
    return Kind.COMMAND if "command" in body else Kind.INTERACTIVE


def _short(body: Json) -> Json:
    """Without the blocks of the message that was clicked, which nobody reads."""
    for about in (body, body.get("event", {})):
        for message in (about.get("message"), about.get("previous_message")):
            if message:
                message["blocks"] = message.get("blocks", [])[:1]
    return body


async def record() -> dict[str, Kept]:
    """Hold the sessions; gives what was brought, by its kind."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(Path(folder), PEOPLE, TEN_O_CLOCK) as stage:
            # What is recorded says nothing about how fast an app may be.
            stage.slack.limits.seconds = lambda: time.monotonic() * 1000
            stage.flow(1.0)
            recorder = Recorder(stage)
            stage.slack.traffic.watchers.append(recorder.watch)
            for scene in SCENES:
                recorder.scene = scene.name
                room = Room(stage.slack, scene)
                recorder.rooms.append(room)
                await room.starts()
                await recorder.writes_and_reacts(room)
                await recorder.presses_everything(room)
            await _afterwards(recorder)
    return {kind: kept for kind, kept in sorted(recorder.kept.items()) if kept.body}


NOT_QUITE = {"fit": ("40", "Draft 50\nReview 50"), "pause": ("120", "Draft 60\nReview 60")}


async def _plans(recorder: Recorder) -> None:
    """Plans with something to decide: they do not fit, or have no break."""
    for name, (length, agenda) in NOT_QUITE.items():
        scene = Scene(name, "Team", agenda, length=length)
        room = Room(recorder.stage.slack, scene)
        recorder.rooms.append(room)
        recorder.scene = name
        await room.plans()
        await recorder.sends_all(room.host)
        await recorder.presses_everything(room)
    room = Room(recorder.stage.slack, Scene("cancelled", "Team", ""))
    recorder.rooms.append(room)
    recorder.scene = "cancelled"
    await room.host.runs('/worksession start "Not now" 40m', in_channel=room.channel)
    await room.host.clicks("Cancel")
    await recorder.presses_everything(room)


async def _late(recorder: Recorder) -> None:
    """A session behind its time, and what comes after its close."""
    stage = recorder.stage
    room = Room(stage.slack, Scene("late", "Team", ""))
    recorder.rooms.append(room)
    recorder.scene = "late"
    host = room.host
    await host.runs('/worksession start "Late" 60m manual', in_channel=room.channel)
    await host.clicks("Start")
    await stage.slack.until(lambda: room.card is not None, timeout=30.0)
    await recorder.presses_everything(room)
    for _ in range(2):
        _pass(stage, 13)
        await asyncio.sleep(SETTLE_SECONDS)
        await host.clicks("Next", on=room.card)
        await recorder.presses_everything(room)
    await host.runs('/worksession start "After it" 30m', in_channel=room.channel)
    await host.clicks("Queue after")
    await host.clicks("Close", on=room.card)
    await recorder.sends_all(host)
    await host.clicks("Start", on=await host.sees("Your plan is ready"))
    for _ in range(2):
        await recorder.presses_everything(room)
        await host.runs("/worksession discard", in_channel=room.channel)
    await recorder.presses_everything(room)


def _pass(stage: Stage, minutes: int) -> None:
    stage.jump(stage.clock.now() + timedelta(minutes=minutes))
    stage.flow(1.0)


async def _afterwards(recorder: Recorder) -> None:
    await _plans(recorder)
    await _late(recorder)
    for room in recorder.rooms[:2]:
        await recorder.types_everything(room)
        await recorder.presses_everything(room)
    for room in recorder.rooms:
        _pass(recorder.stage, 7)
        await recorder.presses_everything(room)


def main() -> None:
    kept = asyncio.run(record())
    lines = "\n".join(each.line() for each in kept.values())
    FILE.write_text(f"{lines}\n", "utf-8")
    print(f"{len(kept)} kinds, {len(lines) // 1024} KiB")


if __name__ == "__main__":
    main()
