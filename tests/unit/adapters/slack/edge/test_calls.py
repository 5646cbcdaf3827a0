import pytest

from bot.adapters.slack.edge.calls import Call, call_of
from bot.adapters.slack.kit.malformed import Malformed
from bot.adapters.slack.payloads.parse import parse
from bot.application.operating.telemetry import Kind
from bot.domain.state.identity import TeamId
from tests.unit.adapters.slack.payloads.test_parse import (
    COMMAND,
    PRESS,
    REACTION,
    SAID,
    SUBMISSION,
    Body,
    changed,
)

TEAM = TeamId("T1")


def call(body: Body) -> Call:
    return call_of(parse(body), TEAM)


@pytest.mark.parametrize(
    ("body", "kind", "delivery"),
    [
        (COMMAND, Kind.COMMAND, "1.2.3"),
        (PRESS, Kind.CLICK, "1.2.3"),
        (SUBMISSION, Kind.FORM, "1.2.3"),
        (SAID, Kind.EVENT, "Ev1"),
        (REACTION, Kind.EVENT, "Ev1"),
    ],
)
def test_a_delivery_is_known_by_what_stays_the_same_when_it_comes_again(
    body: Body, kind: Kind, delivery: str
) -> None:
    made = call(body)

    assert made.kind is kind
    assert (made.asker.team, made.asker.person, made.asker.delivery) == (TEAM, "U1", delivery)


def test_who_is_of_another_workspace_asks_in_the_one_the_app_is_installed_in() -> None:
    assert call(SUBMISSION).asker.team == TEAM


@pytest.mark.parametrize(
    ("name", "direct"), [("directmessage", True), ("mpdm-ana--ben-1", True), ("design", False)]
)
def test_a_command_says_whether_it_was_typed_in_direct_messages(name: str, *, direct: bool) -> None:
    assert call(changed(COMMAND, "channel_name", name)).is_direct is direct


def test_only_where_slack_tells_the_channel_there_is_one() -> None:
    assert call(COMMAND).channel_here == "C1"
    with pytest.raises(Malformed):
        _ = call(SUBMISSION).channel_here
