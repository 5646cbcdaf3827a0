"""A campaign: the storms of a plan, and what became of the bot in them."""

import asyncio
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.adapters.db.store import Database
from tests.chaos import seeds
from tests.chaos.outcome import Outcome, outcome_of
from tests.chaos.plans import Part, Plan
from tests.chaos.storm import Site, brewing
from tests.support.databases import PostgresServer

LOG_LINES = 300
MOST_SHOWN = 20


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
            f"{database}: only {short}"
            for database, outcome in self.columns.items()
            for short in outcome.falls_short_of(
                [part.scale for part, _ in self.parts if part.database == database]
            )
        ]
        for part, outcome in self.parts:
            lines += [
                f"{part.name}: {each.kind}, session {each.session}: {each.key} {each.about}"
                for each in outcome.problems[:MOST_SHOWN]
            ]
        return lines + [f"See {folder}" for folder in self.folders]


async def campaign(plan: Plan, folder: Path) -> Results:
    """Let the storms pass, one step after the other.

    Args:
        plan: What storms there are.
        folder: A short path; what failed is kept there.
    """
    results = Results()
    for step in plan:
        with _server(step, folder) as server:
            # One after the other: Alembic migrates one database at a time.
            sites = [await _site(part, _place(part, folder), server) for part in step]
            storms = zip(step, sites, strict=True)
            outcomes = await asyncio.gather(
                *(_storm(part, site, folder, results) for part, site in storms)
            )
        results.parts += zip(step, outcomes, strict=True)
    return results


@contextmanager
def _server(step: Sequence[Part], folder: Path) -> Iterator[PostgresServer | None]:
    """A Postgres, if the step needs one."""
    if not any(part.database is seeds.Database.POSTGRES for part in step):
        yield None
        return
    place = folder / "postgres"
    server = PostgresServer(place)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(place, ignore_errors=True)


def _place(part: Part, folder: Path) -> Path:
    return folder / part.stem.replace("/", "-")


async def _storm(part: Part, site: Site, folder: Path, results: Results) -> Outcome:
    place = _place(part, folder)
    place.mkdir()
    async with brewing(site, part.stem, part.scale, place) as storm:
        await storm.pass_over()
        outcome = await outcome_of(storm)
    if outcome.problems:
        results.folders.append(place)
        _write_down(part, outcome, place)
    else:
        shutil.rmtree(place)
    return outcome


async def _site(part: Part, place: Path, server: PostgresServer | None) -> Site:
    if server is None or part.database is seeds.Database.SQLITE:
        return Site(("run",), part.http, f"sqlite:///{place / 'worksession.sqlite3'}")
    address = server.without_tables()
    database = Database.open(address)
    await database.migrate()
    await database.close()
    cut = partial(asyncio.to_thread, server.cut_connections, to=address)
    return Site(("web", "worker", "worker"), part.http, address, cut)


def _write_down(part: Part, outcome: Outcome, place: Path) -> None:
    """Keep what is needed to find out why: the problems, and the end of every log."""
    problems = (f"{each.kind} {each.session} {each.key}\n{each.about}" for each in outcome.problems)
    lines: Iterable[str] = (part.name, *problems)
    (place / "problems.txt").write_text("\n".join(lines), encoding="utf-8")
    for log in place.glob("*.log"):
        tail = log.read_text(encoding="utf-8").splitlines()[-LOG_LINES:]
        log.with_suffix(".tail").write_text("\n".join(tail), encoding="utf-8")
