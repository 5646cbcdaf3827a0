"""Mutations: what may stand in a delivery where something else should, from a seed."""

import copy
import json
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol

Json = Any
Path = tuple[str | int, ...]

# Less than what the bot takes in one body, and more than it has ever seen in one value.
LONG = 60_000
# The most that is in a body as JSON; over 256 KiB it would not be read at all.
LARGEST = 200_000
DEEP = 300
PING = "<!channel>"
TEXTS = (
    "",
    " ",
    "\x00",
    "A goal\x00 with nothing in it",
    "Half an emoji \ud83d",
    "\udc00\ud83d",
    "\u202egnirts a\u202c",
    "\u2066\u2069\u200b\ufeff",
    "\x07\x1b[31m\r\n\u2028",
    PING,
    "<!here|here> <!everyone> <!subteam^S1>",
    f"U1>{PING}<@U2",
    "'; DROP TABLE sessions; --",
    "A" * LONG,
    "👩‍👩‍👧‍👦" * 500,
    "-1",
    "0",
    "9" * 400,
    # What patterns that look for marks in a line could take long over.
    "(" * 2900 + "!x",
    "@a and " * 400,
    "1:00 - " * 400,
    "1e309",
    "NaN",
    "\u0661\u0662\u0663",
    "null",
    "{}",
    "../../etc/passwd",
    "%s%n{0}{user}",
)
NUMBERS = (0, 1, -1, 5, 2**31, 2**63, -(2**63) - 1, 10**300, 0.5, -0.0, 1e308, float("nan"))
OTHERS: tuple[Json, ...] = (None, True, False, [], {}, [[]], {"": None}, [None, 5], {"id": 5}, [{}])
IDS = (
    *("U0STRANGER", "W0STRANGER", "B0STRANGER", "USLACKBOT", "u0local001", "U1><!channel", "U"),
    *("C0STRANGER", "D0STRANGER", "G0STRANGER", "T0STRANGER", "E0STRANGER", "A0STRANGER"),
    *(
        "C0LOCAL999",
        "1700000000.000100",
        "1700000000",
        "99999999999999999999.9",
        "-1.5",
        "\u0661.\u0662",
    ),
)
ITEMS = (
    "",
    "0",
    "-1",
    "1",
    "99",
    str(2**31),
    str(2**70),
    "x",
    "1.5",
    "\u0661",
    " 1",
    "1_0",
    "\x00",
)


def deep(levels: int) -> Json:
    value: Json = 5
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


def mutated(body: Json, dice: random.Random, others: Sequence[str]) -> Json:
    """A copy in which one to three things are not as they should be.

    Args:
        body: A delivery as Slack brings it.
        dice: Where all choices come from.
        others: What else stands at the ids of elements and forms, and as the values of buttons.
    """
    found = _mutated(body, dice, others)
    while len(json.dumps(found)) > LARGEST:
        found = _mutated(body, dice, others)
    return found


def _mutated(body: Json, dice: random.Random, others: Sequence[str]) -> Json:
    found = copy.deepcopy(body)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        spots = list(_spots(found))
        if not spots:
            return found
        spot = dice.choice(spots)
        change = dice.choice(CHANGES)
        found = _changed(found, spot, partial(change, dice=dice, others=others))
    return found


def _spots(value: Json, at: Path = ()) -> Iterator[Path]:
    """The way to everything that stands in a value, but for what it is as a whole."""
    pairs: Iterator[tuple[str | int, Json]]
    if isinstance(value, dict):
        pairs = iter(value.items())
    elif isinstance(value, list):
        pairs = iter(enumerate(value))
    else:
        return
    for key, inner in pairs:
        # What is drawn is not what the bot reads: few of the mutations go there.
        if key in {"blocks", "previous_message"}:
            continue
        yield (*at, key)
        yield from _spots(inner, (*at, key))


GONE = object()


def _changed(body: Json, spot: Path, change: Callable[[Json], Json]) -> Json:
    holder = body
    for key in spot[:-1]:
        holder = holder[key]
    last = spot[-1]
    value = change(holder[last])
    if value is GONE:
        del holder[last]
    else:
        holder[last] = value
    return body


class Change(Protocol):
    """Gives what stands in the place of a value."""

    def __call__(self, value: Json, /, dice: random.Random, others: Sequence[str]) -> Json: ...


def _gone(_value: Json, /, dice: random.Random, others: Sequence[str]) -> Json:  # noqa: ARG001
    return GONE


def _of_another_type(value: Json, /, dice: random.Random, others: Sequence[str]) -> Json:  # noqa: ARG001
    kinds: tuple[Callable[[], Json], ...] = (
        lambda: dice.choice(OTHERS),
        lambda: dice.choice(NUMBERS),
        lambda: [value],
        lambda: {"value": value},
        lambda: deep(dice.randint(2, DEEP)),
    )
    return copy.deepcopy(dice.choice(kinds)())


def _another_text(_value: Json, /, dice: random.Random, others: Sequence[str]) -> Json:  # noqa: ARG001
    return dice.choice(TEXTS)


def _another_id(_value: Json, /, dice: random.Random, others: Sequence[str]) -> Json:  # noqa: ARG001
    return dice.choice(IDS)


def _something_known(_value: Json, /, dice: random.Random, others: Sequence[str]) -> Json:
    return dice.choice(others)


def _bent(value: Json, /, dice: random.Random, others: Sequence[str]) -> Json:
    """Nearly what it was: a part of it another, or twice, or with something after it."""
    if isinstance(value, str):
        parts = value.split(":")
        parts[dice.randrange(len(parts))] = dice.choice((*ITEMS, dice.choice(TEXTS)))
        bent = (":".join(parts), value + dice.choice(TEXTS), value * 2, value[: len(value) // 2])
        return dice.choice(bent)
    if isinstance(value, list):
        return value * dice.choice((2, 200))
    if isinstance(value, dict):
        return {**value, dice.choice(TEXTS[:9]): dice.choice(OTHERS)}
    return _of_another_type(value, dice, others)


CHANGES: Sequence[Change] = (
    _gone,
    _of_another_type,
    _of_another_type,
    _another_text,
    _another_text,
    _another_id,
    _something_known,
    _bent,
    _bent,
)
