"""Times, triggers, response URLs and signatures keep Slack's rules."""

from datetime import UTC, datetime, timedelta

import pytest

from localslack.app.response_urls import MOST_USES, ResponseUrls
from localslack.app.tickets import LIFETIME, Tickets
from localslack.app.triggers import Triggers
from localslack.delivery.http import signature
from localslack.errors import SlackError
from localslack.text.emoji_names import is_emoji
from localslack.workspace.ids import Ids
from localslack.workspace.timestamps import Timestamps
from localslack.workspace.users import User
from localslack.workspace.workspace import Workspace

ANA = User(id="U1", name="Ana", real_name="Ana")


class Seconds:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.value = 0.0

    def __call__(self) -> float:
        return self.value


def test_message_times_rise_even_if_the_clock_goes_back() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    moments = iter([noon, noon, noon - timedelta(hours=1), noon + timedelta(seconds=1)])
    timestamps = Timestamps(lambda: next(moments))

    assert [timestamps.next() for _ in range(4)] == [
        "1795435200.000000",
        "1795435200.000001",
        "1795435200.000002",
        "1795435201.000000",
    ]


def test_a_trigger_lasts_three_seconds() -> None:
    clock = Seconds()
    triggers = Triggers(clock)
    early, late = triggers.issue(ANA), triggers.issue(ANA)
    clock.value = 2.9
    assert triggers.exchange(early) is ANA

    clock.value = 3.0
    with pytest.raises(SlackError, match="expired_trigger_id"):
        triggers.exchange(late)


def test_a_response_url_takes_five_answers_in_half_an_hour() -> None:
    clock = Seconds()
    urls = ResponseUrls(clock)
    workspace = Workspace(Timestamps(lambda: datetime(2026, 1, 1, tzinfo=UTC)), Ids())
    place = workspace.direct(ANA, ANA)
    busy, old = urls.issue(ANA, place), urls.issue(ANA, place)
    for _ in range(MOST_USES):
        assert urls.use(busy).user is ANA

    with pytest.raises(SlackError, match="used_url"):
        urls.use(busy)
    clock.value = 30 * 60
    with pytest.raises(SlackError, match="expired_url"):
        urls.use(old)


def test_a_ticket_is_good_for_one_connection() -> None:
    tickets = Tickets()
    ticket = tickets.issue()

    assert [tickets.use(ticket), tickets.use(ticket), tickets.use("made up")] == [
        True,
        False,
        False,
    ]


def test_a_ticket_is_not_good_for_long() -> None:
    clock = Seconds()
    tickets = Tickets(clock)
    early, late = tickets.issue(), tickets.issue()
    clock.value = LIFETIME - 0.1
    assert tickets.use(early)

    clock.value = LIFETIME
    assert not tickets.use(late)


def test_requests_are_signed_as_in_slacks_documentation() -> None:
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2F"
        "commands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )

    assert signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body) == (
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    )


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("white_check_mark", True),
        ("+1::skin-tone-4", True),
        ("large_green_circle", True),
        ("+1::skin-tone-9", False),
        ("not_an_emoji", False),
        ("party_parrot", True),
    ],
)
def test_reactions_need_a_name_slack_knows(name: str, *, known: bool) -> None:
    assert is_emoji(name, frozenset({"party_parrot"})) is known
