"""A campaign: the attacks of a plan, and what was found."""

import asyncio
import json
import random
import shutil
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.adapters.db.store import Database as Store
from demo.bot_process import BotProcess
from demo.stage import CLOCK, Stage, open_workspace
from tests.attack import afterwards
from tests.attack.attack import Attack
from tests.attack.evidence import memory, pings, unhandled
from tests.attack.oracle import Findings, complaints
from tests.attack.plans import Part, Plan
from tests.attack.pulse import pulse
from tests.attack.rooms import PEOPLE, SCENES, Room
from tests.chaos.records import Records
from tests.chaos.seeds import Database
from tests.support.databases import PostgresServer
from tests.support.story import TEN_O_CLOCK

# Longer than the steps of a session, and longer than any session.
# After an absence sessions go on for a while before they close themselves.
TO_THE_END = 600.0
A_SESSION, AGES = timedelta(minutes=35), timedelta(days=8)
FASTER_RATES = 1_000.0
MOST_KEPT = 50


@dataclass(slots=True)
class Results:
    """What was found on each bot; `folders` hold the logs and deliveries where it was not well."""

    columns: dict[str, Findings] = field(default_factory=dict)
    folders: list[Path] = field(default_factory=list)

    def complaints(self) -> list[str]:
        """What is wrong, in lines for whoever ran it; empty if all is well."""
        lines = [
            f"{name}: {complaint}"
            for name, found in self.columns.items()
            for complaint in complaints(found)
        ]
        return lines + [f"See {folder}" for folder in self.folders]


async def campaign(plan: Plan, folder: Path) -> Results:
    """Attack the bots of one step after the other.

    Args:
        plan: Which attacks there are.
        folder: A short path; what failed is kept there.
    """
    results = Results()
    for step in plan:
        with ExitStack() as stack:
            places = [(part, _place(part, folder)) for part in step]
            # One after the other: Alembic migrates one database at a time.
            sites = [
                (part, place, await _migrated(part, stack.enter_context(_address(part, place))))
                for part, place in places
            ]
            ends = await asyncio.gather(*(_attacked(*site) for site in sites))
        for (part, place), (found, offending) in zip(places, ends, strict=True):
            results.columns[part.name] = found
            if complaints(found):
                results.folders.append(place)
                _write_down(found, offending, place)
            else:
                shutil.rmtree(place)
    return results


def _place(part: Part, folder: Path) -> Path:
    place = folder / part.stem.replace("/", "-")
    place.mkdir()
    return place


async def _migrated(part: Part, address: str) -> str:
    if part.database is Database.POSTGRES:
        store = Store.open(address)
        await store.migrate()
        await store.close()
    return address


@contextmanager
def _address(part: Part, place: Path) -> Iterator[str]:
    if part.database is Database.SQLITE:
        yield f"sqlite:///{place / 'worksession.sqlite3'}"
        return
    server = PostgresServer(place / "pg")
    try:
        yield server.without_tables()
    finally:
        server.stop()


async def _attacked(
    part: Part, place: Path, address: str
) -> tuple[Findings, Sequence[tuple[str, object]]]:
    async with _at_work(part, place, address) as (stage, processes):
        slack, listener = stage.slack, processes[0]
        rooms = [Room(slack, scene) for scene in SCENES]
        for room in rooms:
            await room.starts()
        before = memory(processes)
        dice = random.Random(part.stem)
        attack = Attack(slack=slack, rooms=rooms, listener=listener, dice=dice, scale=part.scale)
        async with pulse(listener.ops_port) as measured:
            await attack.on_what_the_bot_takes()
            await attack.by_strangers()
        after = memory(processes)
        stuck = await afterwards.channels_that_are_stuck(rooms)
        broken = await afterwards.session_as_usual(Room(slack, afterwards.CALM))
        stage.jump(stage.clock.now() + (AGES if part.scale.to_the_end else A_SESSION))
        stage.flow(TO_THE_END if part.scale.to_the_end else 1.0)
        records = Records(address)
        try:
            stuck += await afterwards.sessions_that_are_stuck(
                records, stage.clock.now, closed=part.scale.to_the_end
            )
        finally:
            await records.close()
        logs = [each.log for each in processes]
        tally = attack.tally
        found = Findings(
            sent=tally.statuses.total(),
            taken=tally.between(200, 299),
            refused=tally.statuses[401],
            failed=tally.between(500, 599) + tally.statuses[0],
            other=tally.between(300, 499) - tally.statuses[401],
            let_in=attack.let_in,
            unhandled=[line for log in logs for line in unhandled(log)],
            stuck=stuck,
            pings=[*pings(slack.traffic)],
            health=measured.slowest,
            rss=(before, after),
            log=sum(each.log_file.stat().st_size for each in processes),
            afterwards=broken,
        )
    return found, tally.offending


@asynccontextmanager
async def _at_work(
    part: Part, place: Path, address: str
) -> AsyncIterator[tuple[Stage, Sequence[BotProcess]]]:
    async with open_workspace(place, PEOPLE, TEN_O_CLOCK) as (slack, channel, clock):
        # How fast an app may be is not what is to be found out.
        slack.limits.seconds = lambda: time.monotonic() * FASTER_RATES
        commands = ("web", "worker") if part.database is Database.POSTGRES else ("run",)
        processes = [
            BotProcess(
                slack=slack,
                folder=place,
                clock_file=place / CLOCK,
                command=command,
                name=command,
                http=part.http,
                database=address,
                log_level="info",
            )
            for command in commands
        ]
        try:
            for each in processes:
                await each.start()
            stage = Stage(slack, processes[0], clock, channel)
            stage.flow(1.0)
            yield stage, processes
        finally:
            await asyncio.gather(*(each.kill() for each in processes))


def _write_down(found: Findings, offending: Sequence[tuple[str, object]], place: Path) -> None:
    """Keep what is needed to find out why."""
    (place / "complaints.txt").write_text("\n".join(complaints(found)), encoding="utf-8")
    lists: Mapping[str, Sequence[str]] = {
        name: getattr(found, name)
        for name in ("let_in", "unhandled", "stuck", "pings", "afterwards")
    }
    for name, lines in lists.items():
        if lines:
            text = "\n".join(lines).encode(errors="backslashreplace")
            (place / f"{name}.txt").write_bytes(text)
    with (place / "deliveries.jsonl").open("w", encoding="utf-8") as kept:
        for kind, body in offending[:MOST_KEPT]:
            kept.write(f"{json.dumps({'kind': kind, 'body': body})}\n")
