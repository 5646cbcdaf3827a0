"""The reaper: kills a process again and again, and somebody starts it each time."""

import random
from dataclasses import dataclass, field

from demo.bot_process import BotProcess
from localslack.traffic import Record

# In seconds: some are killed while they start, the others so long after they began to work.
STARTING = (0.02, 2.0)
SHARE_IN_THE_START = 0.25
MOST_TO_START = 15.0
LOOK_EVERY = 0.05
RUNNING = '"event": "running"'
# What a process may be waiting for when it is struck: Slack has carried it out.
AMBUSHES = ("chat.postMessage", "chat.update", "reactions.add", "message", "block_actions")
SHARE_OF_AMBUSHES = 0.4


@dataclass(slots=True)
class Reaper:
    """`longest` is how many seconds a process lives at most; `ended` how often it ended itself."""

    process: BotProcess
    dice: random.Random
    longest: float
    kills: int = field(default=0, init=False)
    ended: int = field(default=0, init=False)
    _ambush: str = field(default="", init=False)
    _struck: bool = field(default=False, init=False)

    def watch(self, record: Record) -> None:
        """Strike while the process waits for the answer to a call, or has just acknowledged."""
        if record.name == self._ambush:
            self._ambush = ""
            self._struck = True
            self.process.strike()

    async def reap(self) -> None:
        """Kill it and start it again, until cancelled."""
        while True:
            await self.process.launch()
            self._struck = False
            lived = await self._lives_on()
            await self.process.kill()
            if lived or self._struck:
                self.kills += 1
            else:
                self.ended += 1

    async def _lives_on(self) -> bool:
        """Let it live for a while; whether it did, and was not caught in an ambush."""
        if self.dice.random() < SHARE_IN_THE_START:
            return await self.process.lives_for(self.dice.uniform(*STARTING))
        if not await self._begins_to_work():
            return False
        self._ambush = self.dice.choice(AMBUSHES) if self.dice.random() < SHARE_OF_AMBUSHES else ""
        try:
            return await self.process.lives_for(self.dice.uniform(0.0, self.longest))
        finally:
            self._ambush = ""

    async def _begins_to_work(self) -> bool:
        """Wait until it says so; False if it ends before."""
        before = self.process.log.count(RUNNING)
        for _ in range(int(MOST_TO_START / LOOK_EVERY)):
            if not await self.process.lives_for(LOOK_EVERY):
                return False
            if self.process.log.count(RUNNING) > before:
                break
        return True
