"""The oracle is worth something only if it can say no."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from localslack.traffic import Direction, Record
from tests.attack.evidence import pings, unhandled
from tests.attack.oracle import MOST_GROWTH, MOST_LOG, Findings, complaints, table

GOOD = Findings(sent=9, taken=5, refused=3, failed=0, other=1, health=0.2, rss=(1, 2), log=3)
WRONG: Mapping[str, Mapping[str, Any]] = {
    "nothing was taken": {"taken": 0},
    "5xx": {"failed": 1},
    "a forged request was let in": {"let_in": ["unsigned: 200"]},
    "an exception": {"unhandled": ["KeyError"]},
    "a session is stuck": {"stuck": ["session s1"]},
    "a live ping": {"pings": ["<!channel>"]},
    "a slow answer": {"health": 1.0},
    "memory that grows": {"rss": (0, MOST_GROWTH + 1)},
    "a flood of log": {"log": MOST_LOG + 1},
    "a broken session": {"afterwards": ["no card"]},
}


def test_an_attack_that_came_to_nothing_has_no_complaints() -> None:
    assert complaints(GOOD) == []
    assert "as usual" in table({"SQLite": GOOD})


@pytest.mark.parametrize("what", WRONG)
def test_the_oracle_says_no(what: str) -> None:
    assert len(complaints(replace(GOOD, **WRONG[what]))) == 1


def test_exceptions_errors_and_words_that_are_not_the_bots_are_unhandled() -> None:
    calm = '{"event": "running", "level": "info"}'
    others = (
        '{"event": "failed", "level": "warning", "exception": "KeyError"}',
        '{"event": "failed", "level": "error"}',
        "Traceback (most recent call last):",
    )

    assert [*unhandled("\n".join((calm, *others)))] == [*others]
    assert not [*unhandled(calm)]


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "Hi <!channel>"},
        {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "<!here|here>"}}]},
        {"blocks": '[{"type": "section", "text": {"type": "mrkdwn", "text": "<!subteam^S1>"}}]'},
        {"view": {"blocks": [{"elements": [{"type": "broadcast", "range": "channel"}]}]}},
    ],
)
def test_a_live_ping_is_found_wherever_it_stands(sent: dict[str, Any]) -> None:
    assert [*pings([_call(sent)])]


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "Hi &lt;!channel&gt; until <!date^1700000000^{time}|10:00>"},
        {"blocks": [{"text": {"type": "plain_text", "text": "<!channel>"}}]},
        {"metadata": {"event_payload": {"key": "<!channel>"}}},
    ],
)
def test_what_calls_nobody_is_no_ping(sent: dict[str, Any]) -> None:
    assert not [*pings([_call(sent)])]


def _call(sent: dict[str, Any]) -> Record:
    return Record(
        direction=Direction.CALL, name="chat.postMessage", arguments=sent, answer={}, seconds=0.0
    )
