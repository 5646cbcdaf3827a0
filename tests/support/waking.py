"""The clock of the bot, woken by hand."""

from dataclasses import dataclass

from bot.adapters.metrics import Metrics
from bot.application.clock.attendance import Attendance
from bot.application.clock.wake import Wake
from tests.support.metrics import sample
from tests.support.newsroom import Newsroom
from tests.support.still_clock import StillClock


@dataclass
class Heard:
    """The Signal port, counted."""

    times: int = 0

    def changed(self) -> None:
        self.times += 1


def a_wake(room: Newsroom, clock: StillClock, heard: Heard | None = None) -> Wake:
    return Wake(room.database, clock, heard or Heard(), Attendance(room.database, clock))


class Watched:
    """A newsroom whose publisher and clock are measured."""

    def __init__(self, room: Newsroom) -> None:
        self.room = room
        self.metrics = Metrics(works=True, has_socket=False, seconds=self.room.clock.seconds)
        self.publisher = room.publisher("measured", self.metrics)
        attendance = Attendance(room.database, room.clock)
        self.wake = Wake(room.database, room.clock, Heard(), attendance, self.metrics)

    def told(self, name: str, *values: str) -> float:
        return sample(self.metrics.page().decode(), name, *values)

    def calls(self, method: str, outcome: str) -> float:
        return self.told("worksession_slack_calls_total", method, outcome)
