"""Refusals: which deliveries the bot says, in its log, that it did not carry out.

The private answers alone do not tell: they are sent after the acknowledgement, and can be lost.
"""

import json
from collections.abc import Iterable, Iterator

DELIVERY = '"action": "delivery"'


def refused_in(logs: Iterable[str]) -> frozenset[str]:
    """The deliveries that people were told of that nothing came of them, by Slack's ids."""
    return frozenset(each for log in logs for each in _refused(log))


def _refused(log: str) -> Iterator[str]:
    for line in log.splitlines():
        if DELIVERY not in line:
            continue
        try:
            told = json.loads(line)
        except json.JSONDecodeError:
            # It was killed in the middle of the line.
            continue
        if told["outcome"] != "done":
            yield told["delivery"]
