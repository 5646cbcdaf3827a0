"""A campaign: several storms from one seed, and what became of the bot in them."""

import asyncio
import random
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.adapters.db.store import Database
from tests.chaos.outcome import Outcome, outcome_of
from tests.chaos.storm import Scale, Site, brewing
from tests.support.databases import PostgresServer

LOG_LINES = 300
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Part:
    """A storm of a campaign; `http` None lets the seed choose how Slack reaches the bot."""

    database: str
    scale: Scale
    http: bool | None = None


FULL_ON_SQLITE = Scale(
    sessions=14,
    kills=80,
    faults=260,
    at_once=6,
    fault_share=0.3,
    longest_life=3.0,
    most_moves=20,
    seconds=420.0,
)
FULL_ON_POSTGRES = Scale(
    sessions=26,
    kills=160,
    faults=520,
    at_once=9,
    fault_share=0.3,
    longest_life=5.0,
    most_moves=20,
    seconds=420.0,
)
SHORT = Scale(
    sessions=2,
    kills=3,
    faults=15,
    at_once=3,
    fault_share=0.3,
    longest_life=5.0,
    most_moves=8,
    seconds=60.0,
)
# The storms of one step pass over side by side.
Plan = Sequence[Sequence[Part]]
FULL: Plan = (
    (Part("SQLite", FULL_ON_SQLITE, http=False), Part("SQLite", FULL_ON_SQLITE, http=True)),
    (Part("Postgres", FULL_ON_POSTGRES, http=True),),
)
QUICK: Plan = ((Part("SQLite", SHORT), Part("Postgres", SHORT, http=True)),)


@dataclass(slots=True)
class Results:
    """The outcome of each storm; `folders` hold the logs and databases of those that failed."""

    parts: list[tuple[Part, Outcome]] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)

    @property
    def columns(self) -> Mapping[str, Outcome]:
        found: dict[str, Outcome] = {}
        for part, outcome in self.parts:
            before = found.get(part.database)
            found[part.database] = before + outcome if before else outcome
        return found

    def complaints(self) -> list[str]:
        """What is wrong, in lines for whoever ran it; empty if all is well."""
        lines = [
            f"{part.database}: only {short}"
            for part, outcome in self.parts
            for short in outcome.falls_short_of(part.scale)
        ]
        for part, outcome in self.parts:
            lines += [
                f"{part.database}: {each.kind}, session {each.session}: {each.key} {each.about}"
                for each in outcome.problems[:MOST_SHOWN]
            ]
        return lines + [f"See {folder}" for folder in self.folders]


async def campaign(seed: str, folder: Path, plan: Plan) -> Results:
    """Let the storms pass, one step after the other.

    Args:
        seed: Where all choices come from.
        folder: A short path; what failed is kept there.
        plan: What storms there are.
    """
    results = Results()
    for step in plan:
        with _server(step, folder) as server:
            outcomes = await asyncio.gather(
                *(
                    _storm(f"{seed}/{part.database}/{number}", part, folder, server, results)
                    for number, part in enumerate(step)
                )
            )
        results.parts += zip(step, outcomes, strict=True)
    return results


@contextmanager
def _server(step: Sequence[Part], folder: Path) -> Iterator[PostgresServer | None]:
    """A Postgres, if the step needs one."""
    if not any(part.database == "Postgres" for part in step):
        yield None
        return
    place = folder / "postgres"
    server = PostgresServer(place)
    yield server
    server.stop()
    shutil.rmtree(place, ignore_errors=True)


async def _storm(
    seed: str, part: Part, folder: Path, server: PostgresServer | None, results: Results
) -> Outcome:
    place = folder / seed.replace("/", "-")
    place.mkdir()
    site = await _site(part, seed, place, server)
    async with brewing(site, seed, part.scale, place) as storm:
        await storm.pass_over()
        outcome = await outcome_of(storm)
    if outcome.problems:
        results.folders.append(place)
        _write_down(outcome, seed, place)
    else:
        shutil.rmtree(place)
    return outcome


async def _site(part: Part, seed: str, place: Path, server: PostgresServer | None) -> Site:
    http = random.Random(seed).random() < 0.5 if part.http is None else part.http
    if part.database == "SQLite" or server is None:
        return Site(("run",), http, f"sqlite:///{place / 'worksession.sqlite3'}")
    address = server.without_tables()
    database = Database.open(address)
    await database.migrate()
    await database.close()
    cut = partial(asyncio.to_thread, server.cut_connections)
    return Site(("web", "worker", "worker"), True, address, cut)


def _write_down(outcome: Outcome, seed: str, place: Path) -> None:
    """Keep what is needed to find out why: the problems, and the end of every log."""
    problems = (f"{each.kind} {each.session} {each.key}\n{each.about}" for each in outcome.problems)
    lines: Iterable[str] = (f"SEED={seed.partition('/')[0]}", *problems)
    (place / "problems.txt").write_text("\n".join(lines), encoding="utf-8")
    for log in place.glob("*.log"):
        tail = log.read_text(encoding="utf-8").splitlines()[-LOG_LINES:]
        log.with_suffix(".tail").write_text("\n".join(tail), encoding="utf-8")
