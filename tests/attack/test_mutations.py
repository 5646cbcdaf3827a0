"""A mutation is worth something only if it changes something, and the same thing each time."""

import copy
import json
import random

from tests.attack.corpus import load
from tests.attack.mutations import LARGEST, mutated
from tests.attack.sending import encoded

OTHERS = ("join", "close_form")


def test_the_same_seed_makes_the_same_mutations() -> None:
    def lines() -> list[str]:
        dice = random.Random("seed")
        return [json.dumps(mutated(each.bound(str), dice, OTHERS)) for each in load()]

    assert lines() == lines()


def test_nearly_every_mutation_changes_the_delivery_and_none_changes_the_corpus() -> None:
    dice = random.Random("seed")
    bodies = [each.bound(str) for each in load()]
    before = copy.deepcopy(bodies)

    changed = [mutated(body, dice, OTHERS) != body for body in bodies]

    assert bodies == before
    assert sum(changed) > 0.9 * len(changed)


def test_whatever_comes_of_it_can_be_sent() -> None:
    dice = random.Random("seed")

    for _ in range(20):
        for each in load():
            body = mutated(each.bound(str), dice, OTHERS)
            raw, _ = encoded(each.way, body)
            assert raw
            assert len(json.dumps(body)) <= LARGEST
