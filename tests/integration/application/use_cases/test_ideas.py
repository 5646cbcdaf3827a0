"""The database does not know whose an anonymous idea is, nor whose a vote was once it counts."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextlib import closing as closing_file
from dataclasses import dataclass, replace
from pathlib import Path

from bot.adapters.db.store import Database
from bot.application.use_cases.ideas import add_ideas
from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.moves import time, votes
from bot.domain.moves.ideas import withdraw
from bot.domain.state.ideas import ChoiceId
from bot.domain.state.identity import ItemId, PersonId, SessionId
from tests.support.boards import GROUPING, IDEAS, VOTE, a_brainstorm
from tests.support.newsroom import S1, Newsroom
from tests.support.sessions import ANA, BEN, CARA, PLACE, START

IDEA = "Let everybody skip the first meeting"


class CountedIds:
    """The Ids port, the same in every run."""

    def __init__(self) -> None:
        self._count = 0

    def new_session(self) -> SessionId:
        return S1

    def new_secret(self) -> str:
        self._count += 1
        return f"secret {self._count}"


@dataclass
class Workshop:
    """A brainstorm with Ana, Ben and Cara over a real file, published as it goes."""

    room: Newsroom
    work: Work
    deliveries: int = 0

    def asker(self, person: PersonId) -> Asker:
        """Somebody who asks; Slack's name for a delivery tells nothing of them."""
        self.deliveries += 1
        return Asker(PLACE.team, person, f"delivery {self.deliveries}")

    async def add(self, person: PersonId, *texts: str, anonymous: bool = True) -> None:
        assert await add_ideas(self.work, self.asker(person), S1, texts, anonymous=anonymous)
        await self.room.settle()

    async def vote(self, person: PersonId, choice: ChoiceId) -> None:
        await self.work.make(
            self.asker(person), S1, lambda each, by, _now: votes.vote(each, by, VOTE, (choice,))
        )

    async def next(self, item: ItemId) -> None:
        await self.room.move(
            lambda session: time.move_on(session, ANA, item, self.room.clock.now())
        )
        await self.room.settle()


async def kept(folder: Path, author: PersonId, *, anonymous: bool = True) -> str:
    """All that the database holds after somebody added ideas and everything was published."""
    async with a_workshop(folder / f"{author}.sqlite3", anonymous=anonymous) as workshop:
        await workshop.add(author, IDEA, "Another one", anonymous=anonymous)
        await workshop.next(IDEAS)
        await workshop.next(GROUPING)
    return dumped(folder / f"{author}.sqlite3")


def dumped(file: Path) -> str:
    """Every row of every table, as SQL, but for the real time of a save: a test has no other."""
    with closing_file(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE sessions SET unpublished_since = NULL")
        # In which order a migration makes its indexes is nobody's secret.
        lines = (line for line in connection.iterdump() if not line.startswith("CREATE INDEX"))
        return "\n".join(lines)


@asynccontextmanager
async def a_workshop(file: Path, *, anonymous: bool = True) -> AsyncIterator[Workshop]:
    database = Database.open(f"sqlite:///{file}")
    await database.prepare(START)
    room = Newsroom(database)
    await room.add(a_brainstorm(anonymous=anonymous).running().to_step(IDEAS))
    try:
        yield Workshop(room, replace(room.work, ids=CountedIds()))
    finally:
        await database.close()


async def test_the_database_is_the_same_whoever_an_anonymous_idea_is_from(tmp_path: Path) -> None:
    of_ben, of_cara = await kept(tmp_path, BEN), await kept(tmp_path, CARA)

    assert IDEA in of_ben
    assert of_ben == of_cara


async def test_the_same_look_tells_the_author_of_an_idea_with_a_name(tmp_path: Path) -> None:
    named = [await kept(tmp_path, person, anonymous=False) for person in (BEN, CARA)]

    assert named[0] != named[1]


async def test_a_withdrawn_idea_is_in_no_table(tmp_path: Path) -> None:
    file = tmp_path / "withdrawn.sqlite3"
    async with a_workshop(file) as workshop:
        await workshop.add(BEN, IDEA)
        assert IDEA in dumped(file)
        await workshop.work.make(
            workshop.asker(BEN), S1, lambda each, _by, _now: withdraw(each, "secret 1")
        )

    assert IDEA not in dumped(file)


async def test_nobody_knows_whose_a_vote_was_once_its_ranks_show(tmp_path: Path) -> None:
    async def voted(person: PersonId) -> str:
        file = tmp_path / f"voted {person}.sqlite3"
        async with a_workshop(file) as workshop:
            await workshop.add(BEN, IDEA)
            await workshop.next(IDEAS)
            await workshop.next(GROUPING)
            [choice] = (await workshop.room.session()).activities.board.choices
            await workshop.vote(person, choice.id)
            while_open.append(dumped(file))
            await workshop.work.make(
                workshop.asker(ANA), S1, lambda each, by, _now: votes.close_vote(each, by, VOTE)
            )
        return dumped(file)

    while_open: list[str] = []
    of_ben, of_cara = await voted(BEN), await voted(CARA)

    assert while_open[0] != while_open[1]
    assert of_ben == of_cara


async def test_the_same_delivery_twice_is_one_idea(tmp_path: Path) -> None:
    async with a_workshop(tmp_path / "twice.sqlite3") as workshop:
        asker = workshop.asker(BEN)
        await add_ideas(workshop.work, asker, S1, [IDEA], anonymous=True)
        again = await add_ideas(workshop.work, asker, S1, [IDEA], anonymous=True)

        assert again is None
        assert len((await workshop.room.session()).activities.board.ideas) == 1
