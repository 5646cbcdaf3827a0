"""What will go wrong: the next so many times, or at random from a seed."""

import random
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from localslack.faults.calls import Fault
from localslack.faults.deliveries import Detour
from localslack.faults.holds import Hold

ANY = "*"
"""Stands for every method, or every event."""

Trouble = TypeVar("Trouble", Fault, Detour)


@dataclass(frozen=True, slots=True)
class _Chance(Generic[Trouble]):
    name: str
    trouble: Trouble
    probability: float
    dice: random.Random


class Plan(Generic[Trouble]):
    """Which of the things with a name will go wrong, and how."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Trouble]] = defaultdict(deque)
        self._chances: list[_Chance[Trouble]] = []
        self._given: list[Hold] = []

    def next(self, name: str, trouble: Trouble, *, times: int = 1) -> None:
        """Let the next ones of this name go wrong in this way; what comes earlier goes first."""
        self._waiting[name].extend([trouble] * times)

    def at_random(self, name: str, trouble: Trouble, *, probability: float, seed: int = 0) -> None:
        """Let each one of this name go wrong with a probability from 0 to 1.

        The same seed makes the same choices in every run.
        """
        if not 0 <= probability <= 1:
            raise ValueError("a probability is a number from 0 to 1")
        dice = random.Random(seed)  # noqa: S311 - not a secret, and the same in every run
        self._chances.append(_Chance(name, trouble, probability, dice))

    def take(self, name: str) -> Trouble | None:
        """What becomes of this one; None if nothing is wrong with it."""
        return self._take(name, ANY)

    def take_named(self, name: str) -> Trouble | None:
        """The same for what is not meant when any method, or any event, is."""
        return self._take(name)

    def _take(self, *names: str) -> Trouble | None:
        trouble = self._planned(names) or self._thrown(names)
        if trouble is not None and trouble.hold is not None:
            self._given.append(trouble.hold)
        return trouble

    def release(self) -> None:
        """Let go everything that is kept back now."""
        for hold in self._given:
            hold.release()
        self._given.clear()

    def clear(self) -> None:
        """Let nothing more go wrong, and let go what is kept back."""
        self._waiting.clear()
        self._chances.clear()
        self.release()

    def waiting(self) -> dict[str, int]:
        """How many of each name are still to go wrong for certain."""
        return {name: len(troubles) for name, troubles in self._waiting.items() if troubles}

    def chances(self) -> Iterator[tuple[str, float]]:
        """What may go wrong at random: each name with its probability."""
        for chance in self._chances:
            yield chance.name, chance.probability

    def _planned(self, names: Iterable[str]) -> Trouble | None:
        for waiting in (self._waiting[name] for name in names):
            if waiting:
                return waiting.popleft()
        return None

    def _thrown(self, names: Container[str]) -> Trouble | None:
        for chance in self._chances:
            # Thrown only for its own name, so that other calls do not change what is chosen.
            if chance.name in names and chance.dice.random() < chance.probability:
                return chance.trouble
        return None


class Faults(Plan[Fault]):
    """What goes wrong with calls, by method; `events` holds the same for deliveries."""

    def __init__(self) -> None:
        super().__init__()
        self.events: Plan[Detour] = Plan()

    def clear_all(self) -> None:
        self.clear()
        self.events.clear()
