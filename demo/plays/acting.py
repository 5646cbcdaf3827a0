"""What people do in every play: start a session, join it, press, write, close and rate it."""

from collections.abc import Mapping
from dataclasses import dataclass

from demo.plays.play import GUEST
from demo.posts import post
from demo.stage import Stage
from localslack import Message, Person
from localslack.block_kit.inputs import Entry

Entries = Mapping[str, Entry]
"""What people fill in, by the label of the field."""

DONE = "white_check_mark"
NEXT_SPEAKER = "Next speaker"


async def start_by_form(stage: Stage, name: str, entries: Entries) -> "Session":
    """Plan a session in the form, and start it; the time begins to flow."""
    person = stage.person(name)
    await person.runs("/worksession start")
    await person.form("Plan a work session")
    for label, entry in entries.items():
        await person.fills(label, entry)
    return await _begin(stage, person)


async def start_by_line(stage: Stage, name: str, line: str) -> "Session":
    """Type a session in one line, look at the plan, and start it; the time begins to flow."""
    person = stage.person(name)
    await person.runs(line)
    return await _begin(stage, person)


async def _begin(stage: Stage, person: Person) -> "Session":
    stage.flow(stage.pace.speed)
    await person.clicks("Start")
    session = Session(stage, await _comes(stage, "card"), person)
    await session.shows("Step 1 of")
    return session


async def _comes(stage: Stage, key: str) -> Message:
    await stage.slack.until(
        lambda: post(stage.slack, key) is not None,
        timeout=stage.pace.patience,
        why=f"no {key} came",
    )
    found = post(stage.slack, key)
    if found is None:
        raise AssertionError(f"{key} was gone at once")
    return found


@dataclass(frozen=True, slots=True)
class Session:
    """A session that plays, its card, and who started it.

    People take a breath before each of their moves.
    """

    stage: Stage
    card: Message
    starter: Person

    def person(self, name: str) -> Person:
        return self.stage.person(name)

    def named_in(self, message: Message) -> list[str]:
        """Who is named in a message, but for the guest: nobody knows what a guest does."""
        words, names = message.readable(), (each.name for each in self.stage.slack.people)
        return [name for name in names if f"@{name}" in words and name != GUEST]

    # What people wait for

    async def shows(self, text: str, on: Message | None = None) -> None:
        """Wait until the card, or another message, says something."""
        message = on or self.card
        await self.stage.slack.until(
            lambda: text in message.readable(),
            timeout=self.stage.pace.patience,
            why=f"no {text!r} in:\n{message.readable()}",
        )

    async def reaches(self, title: str) -> None:
        """Wait until an item of the agenda runs."""
        await self.shows(f" · {title} ·")

    async def step(self, title: str) -> Message:
        """Wait until a step runs and its own message is there."""
        await self.reaches(title)
        return await self.starter.sees(
            f": {title} ·", in_thread=self.card, timeout=self.stage.pace.patience
        )

    async def comes(self, key: str) -> Message:
        """Wait for a post, by its key or the beginning of it."""
        return await _comes(self.stage, key)

    async def over(self) -> None:
        """Wait until the agenda is through."""
        await self.shows("The agenda is through")

    # What people do

    async def joins(self, *names: str) -> None:
        """Join shortly after one another."""
        await self.stage.breath()
        for name in names:
            await self.person(name).clicks("Join", on=self.card)
            await self.person(name).sees("You are in", timeout=self.stage.pace.patience)

    async def presses(self, name: str, label: str, on: Message | None = None) -> None:
        await self.stage.breath()
        await self.person(name).clicks(label, on=on or self.card)

    async def writes(self, name: str, text: str, under: Message | None = None) -> Message:
        """Write in a thread: the session's own, or that of another message."""
        await self.stage.breath()
        return await self.person(name).says(text, in_thread=under or self.card)

    async def ticks(self, name: str, step: Message) -> None:
        await self.reacts(name, DONE, step)

    async def reacts(self, name: str, emoji: str, to: Message) -> None:
        await self.stage.breath()
        await self.person(name).reacts(emoji, to=to)

    async def fills_in(
        self, name: str, button: str, entries: Entries, send: str, on: Message | None = None
    ) -> None:
        """Open a form by its button, fill it in, and send it."""
        await self.presses(name, button, on)
        for label, entry in entries.items():
            await self.person(name).fills(label, entry)
        await self.person(name).clicks(send)

    async def passes_on(self, name: str, said: str = "") -> None:
        """Wait for one's turn in a round, say something, and pass the word on.

        Where the guest has the word, who started the session passes it on.
        """
        await self.stage.slack.until(
            lambda: self._speaks(name) or self._speaks(GUEST),
            timeout=self.stage.pace.patience,
            why=f"{name} did not get the word",
        )
        if self._speaks(GUEST):
            await self.presses(self.starter.name, NEXT_SPEAKER)
            await self.shows(_speaking(name))
        if said:
            await self.writes(name, said)
        await self.presses(name, NEXT_SPEAKER)

    def _speaks(self, name: str) -> bool:
        return _speaking(name) in self.card.readable()

    async def picks(self, name: str, label: str, *words: str) -> None:
        """Choose, in the open form, the options in which any of the words stand."""
        form = await self.person(name).form()
        offered = [option["text"]["text"] for option in form.element(label).json["options"]]
        chosen = [text for text in offered if any(word in text for word in words)]
        await self.person(name).fills(label, chosen)

    async def closes(self, name: str, entries: Entries) -> Message:
        """Close the session; gives its recap."""
        await self.fills_in(name, "Close", entries, "Close and post")
        return await self.comes("recap")

    async def rate(self, *names: str) -> None:
        """Say after the close that it was worth the time."""
        recap = await self.comes("recap")
        for name in names:
            await self.presses(name, "👍 Worth it", recap)
        await self.shows("it was worth the time", recap)


def _speaking(name: str) -> str:
    return f"Speaking: @{name}"
