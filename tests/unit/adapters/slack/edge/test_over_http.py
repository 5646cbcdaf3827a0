"""Bodies that Slack signed are read by their kind; what cannot be read ends there."""

import json
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.client.installation import Installation
from bot.adapters.slack.edge.intake import Intake
from bot.adapters.slack.edge.over_http import OverHttp, read_body
from bot.application.operating.telemetry import Kind, NullTelemetry, Outcome
from bot.domain.state.identity import TeamId
from tests.unit.adapters.slack.payloads.test_parse import (
    COMMAND,
    EVERYTHING,
    PRESS,
    REACTION,
    SUBMISSION,
)

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Counted(NullTelemetry):
    """Keeps what was told of deliveries."""

    def __init__(self) -> None:
        self.told: list[tuple[Kind, Outcome]] = []

    def delivered(self, kind: Kind, outcome: Outcome, seconds: float, *, repeated: bool) -> None:  # noqa: ARG002
        self.told.append((kind, outcome))


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def way_in(counted: Counted) -> OverHttp:
    """An app without listeners: what gets to it was taken in."""
    app = AsyncApp(token="xoxb-1", signing_secret="s", request_verification_enabled=False)
    return OverHttp(Intake(app, Installation(TeamId("T1"), "A1"), counted))


def test_events_commands_and_presses_are_read_as_slack_sends_them() -> None:
    assert read_body(JSON, json.dumps(REACTION).encode()) == REACTION
    assert read_body("application/json; charset=latin-1", json.dumps(REACTION).encode()) == REACTION
    assert read_body(FORM, urlencode(COMMAND).encode()) == COMMAND
    sent = urlencode({"payload": json.dumps(PRESS)}).encode()
    assert read_body(FORM, sent) == PRESS


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"payload=5",
        b"payload={",
        b"[1]",
        b"[" * 100_000,
        b'{"a":' * 20_000,
        b"payload=" + b"%7B%22a%22%3A" * 20_000,
        b'{"type": NaN}',
        b"\xff\xfe\x00",
        "text=é".encode("latin-1"),
        b"&".join(b"a=" for _ in range(10_000)),
        b'{"type": "event_callback"}',
        b'{"type": ["event_callback"]}',
        b'{"command": {}}',
    ],
)
@pytest.mark.parametrize("content_type", [JSON, FORM, "text/plain; charset=nonsense", ""])
async def test_what_cannot_be_read_is_acknowledged_and_counted(
    way_in: OverHttp, counted: Counted, raw: bytes, content_type: str
) -> None:
    answer = await way_in.take(raw, {"Content-Type": content_type})

    assert answer.status == 200
    assert {outcome for _, outcome in counted.told} <= {Outcome.MALFORMED}


@given(st.binary(max_size=300), st.sampled_from([JSON, FORM, ""]))
def test_any_bytes_are_read_or_refused(raw: bytes, content_type: str) -> None:
    with suppress(ValueError, RecursionError):
        read_body(content_type, raw)


@pytest.mark.parametrize("body", EVERYTHING)
async def test_what_is_for_another_app_or_workspace_is_refused_counted_and_not_taken_in(
    counted: Counted, body: dict[str, object]
) -> None:
    app = AsyncApp(token="xoxb-1", signing_secret="s", request_verification_enabled=False)
    elsewhere = Intake(app, Installation(TeamId("T9"), "A1"), counted)
    other_app = Intake(app, Installation(TeamId("T1"), "A9"), counted)

    first = await elsewhere.take(body)
    second = await other_app.take({**body, "api_app_id": "A1"})

    assert (first.status, second.status) == (200, 200)
    assert [outcome for _, outcome in counted.told] == [Outcome.FOREIGN] * 2


async def test_whoever_typed_or_sent_it_reads_a_kind_word(way_in: OverHttp) -> None:
    typed = await way_in.take(urlencode({"command": "/worksession"}).encode(), {})
    broken = {**SUBMISSION, "user": 5}
    sent = await way_in.take(urlencode({"payload": json.dumps(broken)}).encode(), {})

    assert typed.body == "I could not read that. Please try it once more."
    assert "I could not read that." in sent.body
    assert json.loads(sent.body)["response_action"] == "update"


async def test_slack_s_challenge_is_answered(way_in: OverHttp) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZb"}).encode()

    assert json.loads((await way_in.take(body, {})).body) == {"challenge": "3eZb"}
