"""The outcome of storms: the numbers, the problems, and one table of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.application.publishing.ports import Unpublished
from localslack.traffic import Direction
from tests.chaos.evidence import case_of
from tests.chaos.oracle import Kind, Problem, counted, problems_of
from tests.chaos.refusals import refused_in
from tests.chaos.storm import Scale, Storm


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What happened in a storm, or in several; `ended` counts processes that ended themselves."""

    kills: int
    ended: int
    faults: int
    deliveries: int
    sessions: int
    discarded: int
    captures: int
    posts_wanted: int
    found: int
    problems: tuple[Problem, ...]

    def __add__(self, other: "Outcome") -> "Outcome":
        numbers = {name: getattr(self, name) + getattr(other, name) for name in NUMBERS}
        return Outcome(**numbers, problems=(*self.problems, *other.problems))

    def falls_short_of(self, scales: Iterable[Scale]) -> list[str]:
        """What of the storms was less than was asked for, in all."""
        scales = tuple(scales)
        reached = {"sessions": self.sessions, "kills": self.kills, "faults": self.faults}
        asked = {name: sum(getattr(each, name) for each in scales) for name in reached}
        return [
            f"{count} {name} of {asked[name]}"
            for name, count in reached.items()
            if count < asked[name]
        ]


# What the table begins with, in this order, and what else there is to know.
PROMISED = ("kills", "faults", "deliveries", "posts_wanted", "found")
BESIDES = ("sessions", "discarded", "captures", "ended")
NUMBERS = (*PROMISED, *BESIDES)
BROKEN_PROMISES = (Kind.DOUBLED, Kind.LOST, Kind.OUT_OF_ORDER, Kind.CAPTURES_LOST)


async def outcome_of(storm: Storm) -> Outcome:
    broken = [Problem(Kind.BROKEN, "", "", trouble) for trouble in storm.troubles]
    states: list[Unpublished] = []
    unfinished: list[Problem] = []
    try:
        states += [await storm.records.load(each) for each in await storm.records.started()]
        unfinished += [
            Problem(Kind.UNFINISHED, session, "") for session in await storm.records.unfinished()
        ]
    except SQLAlchemyError as error:
        # Such as where no process has ever come up, and made the tables.
        broken.append(Problem(Kind.BROKEN, "", "", str(error)))
    refused = refused_in(each.process.log for each in storm.reapers)
    cases = [case_of(state, storm.slack, storm.ledger, refused) for state in states]
    return Outcome(
        kills=storm.kills,
        ended=sum(each.ended for each in storm.reapers),
        faults=storm.weather.struck,
        deliveries=sum(each.direction is Direction.DELIVERY for each in storm.slack.traffic),
        sessions=len(cases),
        discarded=sum(case.discarded for case in cases),
        captures=len(storm.ledger.captured),
        posts_wanted=sum(len(case.wanted) for case in cases),
        found=sum(len(case.found) for case in cases),
        problems=(*broken, *unfinished, *(each for case in cases for each in problems_of(case))),
    )


def _numbers(
    columns: Mapping[str, Outcome], names: Iterable[str]
) -> Iterator[tuple[str, list[int]]]:
    for name in names:
        yield name.replace("_", " "), [getattr(each, name) for each in columns.values()]


def table(columns: Mapping[str, Outcome]) -> str:
    """The numbers of each database, side by side."""
    counts = [counted(each.problems) for each in columns.values()]
    others = [kind for kind in Kind if kind not in BROKEN_PROMISES]
    rows = [
        *_numbers(columns, PROMISED),
        *((kind.value, [each[kind] for each in counts]) for kind in BROKEN_PROMISES),
        *_numbers(columns, BESIDES),
        *((kind.value, [each[kind] for each in counts]) for kind in others),
    ]
    head = f"{'':18}" + "".join(f"{name:>12}" for name in columns)
    lines = [
        f"{name:18}" + "".join(f"{number:>12,}" for number in numbers) for name, numbers in rows
    ]
    return "\n".join([head, *lines])
