"""The plans of campaigns: which storms there are, how bad they get, and where each seed goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.chaos.seeds import FAILED, Database
from tests.chaos.storm import Scale


@dataclass(frozen=True, slots=True)
class Part:
    """One storm: `seed` is where its choices come from, `http` how Slack reaches the bot."""

    seed: str
    database: Database
    http: bool
    scale: Scale

    @property
    def name(self) -> str:
        return f"{self.database} {'over HTTP' if self.http else 'over sockets'}, SEED={self.seed}"

    @property
    def stem(self) -> str:
        """What all its choices are derived from, whatever else there is in the plan."""
        return f"{self.seed}/{self.database}/{int(self.http)}"


# The storms of one step pass over side by side.
Plan = Sequence[Sequence[Part]]

FULL_ON_SQLITE = Scale(
    sessions=14,
    kills=80,
    faults=260,
    at_once=6,
    fault_share=0.3,
    longest_life=3.0,
    most_moves=20,
    seconds=420.0,
    calm_seconds=240.0,
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
    calm_seconds=240.0,
)
SHORT = Scale(
    sessions=1,
    kills=1,
    faults=4,
    at_once=3,
    fault_share=0.4,
    longest_life=6.0,
    most_moves=8,
    seconds=40.0,
    calm_seconds=90.0,
)


def full(seed: str) -> Plan:
    """At least 50 sessions, 300 kills and 1,000 faults."""
    return (
        (
            Part(seed, Database.SQLITE, http=False, scale=FULL_ON_SQLITE),
            Part(seed, Database.SQLITE, http=True, scale=FULL_ON_SQLITE),
        ),
        (Part(seed, Database.POSTGRES, http=True, scale=FULL_ON_POSTGRES),),
    )


def quick(seed: str) -> Plan:
    """A short storm over each database, and beside it the start of every one that failed."""
    fresh = (
        Part(seed, Database.SQLITE, http=False, scale=SHORT),
        Part(seed, Database.POSTGRES, http=True, scale=SHORT),
    )
    return ((*fresh, *again()),)


def again() -> Sequence[Part]:
    """The storms in which something was found, with the choices they had, but over sooner."""
    return tuple(
        Part(
            failed.seed,
            failed.database,
            failed.http,
            replace(
                SCALES[failed.plan, failed.database],
                sessions=1,
                kills=1,
                faults=2,
                at_once=1,
                longest_life=SHORT.longest_life,
                seconds=SHORT.seconds,
                calm_seconds=SHORT.calm_seconds,
            ),
        )
        for failed in FAILED
    )


SCALES = {
    ("full", Database.SQLITE): FULL_ON_SQLITE,
    ("full", Database.POSTGRES): FULL_ON_POSTGRES,
    ("quick", Database.SQLITE): SHORT,
    ("quick", Database.POSTGRES): SHORT,
}
