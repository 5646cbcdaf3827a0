"""Rooms: a session in each, of another format, so that every kind of delivery fits somewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from localslack import Channel, LocalSlack, Message, NewPerson, Person
from tests.support.story import key_of, session_of

CAST = ("Ana", "Ben", "Chen", "Dana")
PEOPLE = tuple(NewPerson(name) for name in CAST)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a room is for: the format of its sessions, and the steps that they begin with."""

    name: str
    format: str
    agenda: str
    alone: bool = False
    length: str = "40"


SCENES = (
    Scene("team", "Team", "Draft 20\nReview 20"),
    Scene("goals", "Co-working", "Goals 20 #check_in\nWins 20 #wins"),
    Scene("ideas", "Brainstorm", "Ideas 20 #ideas\nGroup them 20 #share"),
    Scene("vote", "Brainstorm", "Dot vote 20 #vote\nWinners 20 #wins"),
    Scene("round", "Meeting", "Round 20 #round\nLast word 20 #wins"),
    Scene("groups", "Training", "Pairs 20 #groups\nOther pairs 20 #groups"),
    Scene("quiz", "Training", "Check 20 #quiz\nCheck again 20 #quiz"),
    Scene("solo", "Solo", "Focus 20\nLook back 20 #wins", alone=True),
)
SCENE_NAMED = {each.name: each for each in SCENES}


@dataclass(slots=True)
class Room:
    """Four people and a channel, or one person and the bot."""

    slack: LocalSlack
    scene: Scene
    people: Sequence[Person] = field(init=False)
    channel: Channel = field(init=False)

    def __post_init__(self) -> None:
        names = CAST[:1] if self.scene.alone else CAST
        self.people = [self.slack.person(name) for name in names]
        self.channel = (
            self.host.dm
            if self.scene.alone
            else self.slack.channel(f"room-{self.scene.name}", members=names, bot=True)
        )

    @property
    def host(self) -> Person:
        return self.people[0]

    @property
    def posts(self) -> Iterator[Message]:
        """What the bot posted here, oldest first."""
        for each in self.channel.timeline.values():
            if each.metadata and not each.deleted:
                yield each

    @property
    def card(self) -> Message | None:
        """The newest card."""
        return next((each for each in reversed([*self.posts]) if key_of(each) == "card"), None)

    def step(self, card: Message) -> Message | None:
        """The newest message of a step of the card's session."""
        return next(
            (
                each
                for each in reversed([*self.posts])
                if key_of(each).startswith("step:") and session_of(each) == session_of(card)
            ),
            None,
        )

    async def plans(self) -> None:
        """Fill in the start form; what is sent is the plan, or the start at once."""
        host, scene = self.host, self.scene
        await host.runs("/worksession start", in_channel=self.channel)
        await host.form("Plan a work session")
        entries = {
            "Format": scene.format,
            "What exists at the end?": f"A result of {scene.name}",
            "How long?": scene.length,
            "Agenda": scene.agenda,
        }
        for label, entry in entries.items():
            await host.fills(label, entry)
        await host.clicks("Start")

    async def starts(self) -> Message:
        """Start a session, and wait until its card and first step are there."""
        before = self.card
        await self.plans()
        await self.slack.until(
            lambda: self.card not in {None, before}, timeout=60.0, why=f"no card in {self.scene}"
        )
        card = self.card
        assert card is not None
        if not self.scene.alone:
            for person in self.people[1:]:
                await person.clicks("Join", on=card)
        await self.slack.until(
            lambda: self.step(card) is not None, timeout=60.0, why=f"no step in {self.scene}"
        )
        return card
