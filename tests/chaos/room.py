"""A room: a channel of its own, and people who hold one session in it as best they can."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from localslack import BadAnswer, Channel, LocalSlack, Message, NewPerson, Person
from localslack.block_kit.elements import text_of
from tests.chaos.ledger import DONE, Ledger, Mark
from tests.support.story import key_of, session_of

NAMES = ("Ana", "Ben", "Chen")
KINDS = ("decision", "action", "output", "idea", "question", "park")
RESULTS = ("Met", "Partly met", "Missed")
# Each fills its half hour, so that nothing is left to decide before the start.
AGENDAS = (
    "Check-in 4\nDraft 13\nReview 13",
    "Draft 8\nBreak 5\nReview 8\nShare 9",
    "Intro 4\nDraft 6\nReview 7\nIdeas 7\nShare 6",
)
# It opens a form, which is left alone here.
CHANGE_PLAN = "Change the plan"
START_SECONDS = 3.0
AGAIN_SECONDS = 0.5
FEWEST_MOVES = 4
LEFT_TO_THE_CLOCK = 0.2
# What becomes of sessions that people closed: so many go on, and so many are discarded.
REOPENED, DISCARDED = 0.25, 0.25


@dataclass(slots=True)
class Room:
    """`over` says that the storm is over, and everybody goes home."""

    slack: LocalSlack
    ledger: Ledger
    number: int
    dice: random.Random
    most_moves: int
    over: Callable[[], bool]
    people: tuple[Person, ...] = field(init=False)
    channel: Channel = field(init=False)

    def __post_init__(self) -> None:
        names = [f"{name} {self.number}" for name in NAMES]
        self.people = tuple(self.slack.add_person(NewPerson(name)) for name in names)
        self.channel = self.slack.channel(f"room-{self.number}", members=names, bot=True)
        for person in self.people:
            person.goes_to(self.channel)

    @property
    def host(self) -> Person:
        return self.people[0]

    @property
    def anybody(self) -> Person:
        return self.dice.choice(self.people)

    async def hold_session(self) -> bool:
        """Hold one session, from the first command to the close, or leave that to the clock.

        False if the storm was over before the session began.
        """
        card = await self._started()
        if card is None:
            return False
        moves = (
            *(self._captures, self._captures),
            *(self._marks, self._marks),
            *(self._presses, self._chooses),
        )
        for _ in range(self.dice.randint(FEWEST_MOVES, self.most_moves)):
            await asyncio.sleep(self.dice.uniform(0.05, 0.8))
            if self.over():
                return True
            await self._tries(self.dice.choice(moves), card)
        if self.dice.random() > LEFT_TO_THE_CLOCK:
            await self._closes(card)
            await self._thinks_again(card)
        return True

    # The beginning and the end are tried until they work

    async def _started(self) -> Message | None:
        """The card of the session; None if the storm was over before there was one."""
        ways = (self._starts_by_form, self._starts_by_line)
        while self._post("card") is None:
            if self.over():
                return None
            heard = await self._tries(self.dice.choice(ways))
            wait = START_SECONDS if heard else AGAIN_SECONDS
            await self.slack.changes.until(lambda: self._post("card") is not None, wait)
        return self._post("card")

    async def _starts_by_form(self) -> None:
        await self.host.runs("/worksession start")
        await self.host.fills("What exists at the end?", f"Spec {self.number}")
        await self.host.fills("How long?", "30")
        await self.host.fills("Agenda", self.dice.choice(AGENDAS))
        await self.host.clicks("Start")

    async def _starts_by_line(self) -> None:
        manual = self.dice.choice(("", " manual"))
        await self.host.runs(f'/worksession start "Spec {self.number}" 30m{manual}')
        await self.host.clicks("Start")

    async def _closes(self, card: Message) -> None:
        while self._post("recap") is None and not self.over():
            heard = await self._tries(self._submits_close, card)
            wait = START_SECONDS if heard else AGAIN_SECONDS
            await self.slack.changes.until(lambda: self._post("recap") is not None, wait)

    async def _submits_close(self, card: Message) -> None:
        await self.host.clicks("Close", on=card)
        await self.host.form("Close the session")
        await self.host.fills("How did it turn out?", self.dice.choice(RESULTS))
        await self.host.clicks("Close and post")

    async def _thinks_again(self, card: Message) -> None:
        """After the close: reopen the session, and perhaps close it again, or discard it."""
        change = self.dice.random()
        if change < REOPENED:
            if await self._tries(self._reopens) and self.dice.random() > LEFT_TO_THE_CLOCK:
                await self._tries(self._submits_close, card)
        elif change < REOPENED + DISCARDED:
            await self._tries(self._discards)

    async def _reopens(self) -> None:
        recap = self._post("recap")
        if recap is not None:
            await self.host.clicks("Reopen", on=recap)

    async def _discards(self) -> None:
        await self.host.runs("/worksession discard")
        await self.host.clicks("Discard it", on=await self.host.sees("Discard"))

    # What people do meanwhile

    async def _captures(self, card: Message) -> None:
        session = session_of(card)
        text = f"[{self.number}-{len(self.ledger.captured)}]"
        kind = self.dice.choice(KINDS)
        message = await self.anybody.says(f"!{kind} {text}", in_thread=card)
        self.ledger.capture(session, text, message)

    async def _marks(self, card: Message) -> None:
        steps = [each for each in self._posts() if key_of(each).startswith("step:")]
        if not steps:
            return
        step, person = self.dice.choice(steps), self.anybody
        mark = Mark(session_of(card), key_of(step), step, person)
        self.ledger.mark(mark)
        if mark.stands:
            await person.unreacts(DONE, to=step)
        else:
            await person.reacts(DONE, to=step)

    async def _presses(self, card: Message) -> None:
        buttons = ("Next", "Next", "+5 min", "Pause", "Resume", "Skip", "Back", "Join", "Time")
        label = self.dice.choice(buttons)
        who = self.anybody if label in {"Join", "Time"} else self.host
        if who.screen.find(label, card) is not None:
            self.ledger.press(session_of(card), label)
            await who.clicks(label, on=card)

    async def _chooses(self, card: Message) -> None:
        menu = self.host.screen.find("More", card)
        labels = [text_of(each["text"]) for each in menu.element.json["options"]] if menu else []
        offered = [each for each in labels if each != CHANGE_PLAN]
        if offered:
            label = self.dice.choice(offered)
            self.ledger.press(session_of(card), label)
            await self.host.chooses("More", label, on=card)

    async def _tries(self, act: Callable[..., Awaitable[None]], *arguments: Message) -> bool:
        """Do something, if Slack and the bot are there for it; forms do not stay open.

        Gives whether it worked.
        """
        try:
            await act(*arguments)
        except BadAnswer:
            raise
        except AssertionError:
            # Not acknowledged, or waited for in vain: people try something else, or again.
            for form in self.host.forms:
                self.slack.workspace.forms.close(form)
            return False
        else:
            return True

    def _posts(self) -> list[Message]:
        return [each for each in self.channel.timeline.values() if each.metadata]

    def _post(self, key: str) -> Message | None:
        return next((each for each in self._posts() if key_of(each) == key), None)
