"""Rates are token buckets, each with its own key, over a time that tests can set."""

import pytest

from localslack.options import Options
from localslack.rate_limits.rates import Limits, Rate, RateLimited
from localslack.rate_limits.tiers import (
    POSTS_OF_A_CHANNEL,
    POSTS_OF_A_WORKSPACE,
    RATES,
    TIER_2,
    TIER_3,
    Pace,
)
from localslack.web_api import METHODS


class Seconds:
    def __init__(self) -> None:
        self.value = 1000.0

    def __call__(self) -> float:
        return self.value


TWO_A_MINUTE = Rate(2, burst=3)


def test_a_burst_is_let_through_and_then_the_rate_holds() -> None:
    clock = Seconds()
    limits = Limits(clock)
    for _ in range(3):
        limits.take("tea", TWO_A_MINUTE)
    with pytest.raises(RateLimited) as refusal:
        limits.take("tea", TWO_A_MINUTE)
    assert refusal.value.retry_after == 30

    clock.value += 29.9
    with pytest.raises(RateLimited) as refusal:
        limits.take("tea", TWO_A_MINUTE)
    assert refusal.value.retry_after == 1

    clock.value += 0.1
    limits.take("tea", TWO_A_MINUTE)


def test_a_long_rest_gives_no_more_than_one_burst() -> None:
    clock = Seconds()
    limits = Limits(clock)
    limits.take("tea", TWO_A_MINUTE)
    clock.value += 3600
    for _ in range(3):
        limits.take("tea", TWO_A_MINUTE)

    with pytest.raises(RateLimited):
        limits.take("tea", TWO_A_MINUTE)


def test_keys_do_not_know_each_other() -> None:
    limits = Limits(Seconds())
    once = Rate(1, burst=1)
    limits.take(("T1", "auth.test"), once)
    limits.take(("T2", "auth.test"), once)
    limits.take(("T1", "users.info"), once)
    with pytest.raises(RateLimited):
        limits.take(("T1", "auth.test"), once)


PER_MINUTE = {
    1: ["apps.uninstall"],
    20: [
        "bookmarks.add",
        "bookmarks.edit",
        "bookmarks.remove",
        "canvases.create",
        "conversations.archive",
        "conversations.canvases.create",
        "conversations.create",
        "conversations.list",
        "conversations.setTopic",
        "conversations.unarchive",
        "dnd.endSnooze",
        "dnd.setSnooze",
        "dnd.teamInfo",
        "emoji.list",
        "pins.add",
        "pins.list",
        "pins.remove",
        "reactions.remove",
        "usergroups.list",
        "usergroups.users.list",
        "users.list",
    ],
    50: [
        "apps.connections.open",
        "auth.revoke",
        "bookmarks.list",
        "bots.info",
        "canvases.edit",
        "chat.delete",
        "chat.deleteScheduledMessage",
        "chat.scheduleMessage",
        "chat.scheduledMessages.list",
        "chat.update",
        "conversations.history",
        "conversations.info",
        "conversations.invite",
        "conversations.join",
        "conversations.kick",
        "conversations.leave",
        "conversations.open",
        "conversations.replies",
        "dnd.info",
        "files.delete",
        "reactions.add",
        "reactions.get",
        "team.info",
        "users.conversations",
        "users.getPresence",
        "users.lookupByEmail",
        "users.profile.set",
    ],
    100: [
        "api.test",
        "chat.postEphemeral",
        "conversations.members",
        "files.completeUploadExternal",
        "files.getUploadURLExternal",
        "files.info",
        "users.info",
        "users.profile.get",
        "views.open",
        "views.publish",
        "views.push",
        "views.update",
    ],
    600: ["auth.test", "chat.getPermalink", "chat.postMessage", "oauth.v2.access"],
}


def test_every_method_has_the_rate_of_its_tier() -> None:
    told = {method: number for number, methods in PER_MINUTE.items() for method in methods}

    assert {method: rate.per_minute for method, rate in RATES.items()} == told
    assert {method: rate.burst for method, rate in RATES.items()} == told
    assert set(told) == set(METHODS)


@pytest.mark.parametrize(
    ("method", "rate"), [("chat.update", TIER_3), ("users.list", TIER_2), ("pins.add", TIER_2)]
)
def test_a_method_is_counted_for_itself(method: str, rate: Rate) -> None:
    pace = Pace(Limits(Seconds()), Options())
    for _ in range(rate.burst):
        pace.take_call("T1", method)

    with pytest.raises(RateLimited):
        pace.take_call("T1", method)
    pace.take_call("T2", method)


def test_posts_are_counted_by_channel() -> None:
    pace = Pace(Limits(Seconds()), Options())
    for channel in ("C1", "C2"):
        for _ in range(POSTS_OF_A_CHANNEL.burst):
            pace.take_post("T1", channel)

    with pytest.raises(RateLimited) as refusal:
        pace.take_post("T1", "C1")
    assert refusal.value.retry_after == 1


def test_a_workspace_takes_three_hundred_messages_a_minute_however_many_channels() -> None:
    clock = Seconds()
    pace = Pace(Limits(clock), Options())
    for number in range(300):
        pace.take_post("T1", f"C{number}")

    with pytest.raises(RateLimited) as refusal:
        pace.take_post("T1", "C300")
    assert refusal.value.retry_after == 1
    pace.take_post("T2", "C1")
    clock.value += 60
    for number in range(300):
        pace.take_post("T1", f"C{number}")
    assert POSTS_OF_A_WORKSPACE.per_minute == 300


def test_switched_off_everything_passes() -> None:
    pace = Pace(Limits(Seconds()), Options(rate_limits=False))
    for _ in range(1000):
        pace.take_call("T1", "users.list")
        pace.take_post("T1", "C1")


def test_apps_outside_the_marketplace_read_once_a_minute() -> None:
    clock = Seconds()
    pace = Pace(Limits(clock), Options(few_reads=True))
    pace.take_call("T1", "conversations.history")
    with pytest.raises(RateLimited) as refusal:
        pace.take_call("T1", "conversations.history")
    assert refusal.value.retry_after == 60

    pace.take_call("T1", "conversations.replies")
    clock.value += 60
    pace.take_call("T1", "conversations.history")
