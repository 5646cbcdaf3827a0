"""The outcome of storms: the numbers, the problems, and one table of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from localslack.wire import Direction
from tests.chaos.evidence import case_of
from tests.chaos.oracle import Kind, Problem, counted, problems_of
from tests.chaos.storm import Scale, Storm


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What happened in a storm, or in several; `ended` counts processes that ended themselves."""

    kills: int
    ended: int
    faults: int
    deliveries: int
    sessions: int
    captures: int
    wanted: int
    found: int
    problems: tuple[Problem, ...]

    def __add__(self, other: "Outcome") -> "Outcome":
        numbers = {name: getattr(self, name) + getattr(other, name) for name in NUMBERS}
        return Outcome(**numbers, problems=(*self.problems, *other.problems))

    def falls_short_of(self, scale: Scale) -> list[str]:
        """What of the storm was less than was asked for."""
        reached = {"sessions": self.sessions, "kills": self.kills, "faults": self.faults}
        return [
            f"{count} {name} of {getattr(scale, name)}"
            for name, count in reached.items()
            if count < getattr(scale, name)
        ]


NUMBERS = ("kills", "ended", "faults", "deliveries", "sessions", "captures", "wanted", "found")


async def outcome_of(storm: Storm) -> Outcome:
    states = [await storm.records.load(each) for each in await storm.records.started()]
    cases = [case_of(state, storm.slack, storm.ledger) for state in states]
    unfinished = [
        Problem(Kind.UNFINISHED, session, "") for session in await storm.records.unfinished()
    ]
    return Outcome(
        kills=storm.kills,
        ended=sum(each.ended for each in storm.reapers),
        faults=storm.weather.struck,
        deliveries=sum(each.direction is Direction.DELIVERY for each in storm.slack.wire),
        sessions=len(cases),
        captures=len(storm.ledger.captured),
        wanted=sum(len(case.wanted) for case in cases),
        found=sum(len(case.found) for case in cases),
        problems=(*unfinished, *(each for case in cases for each in problems_of(case))),
    )


def table(columns: Mapping[str, Outcome]) -> str:
    """The numbers of each database, side by side."""
    rows = [
        (name.replace("_", " "), [getattr(each, name) for each in columns.values()])
        for name in NUMBERS
    ]
    counts = [counted(each.problems) for each in columns.values()]
    rows += [(kind.value, [each[kind] for each in counts]) for kind in Kind]
    head = f"{'':18}" + "".join(f"{name:>12}" for name in columns)
    lines = [
        f"{name:18}" + "".join(f"{number:>12,}" for number in numbers) for name, numbers in rows
    ]
    return "\n".join([head, *lines])
