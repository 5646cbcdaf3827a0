"""What attacks have found, one test each: it is taken, and nothing failed."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.stage import open_stage
from tests.attack.binding import Binding
from tests.attack.corpus import Json, load
from tests.attack.evidence import unhandled
from tests.attack.rooms import PEOPLE, SCENE_NAMED, Room
from tests.attack.sending import OverSocket
from tests.support.story import TEN_O_CLOCK

CORPUS = {each.kind: each for each in load()}


def without_channel(body: Json) -> None:
    del body["channel"]


def with_unknown_trigger(body: Json) -> None:
    body["trigger_id"] = "1.2.abc"


def without_a_name(body: Json) -> None:
    del body["view"]["callback_id"]


def of_nobody(body: Json) -> None:
    body["event"]["user"] = "U0NOBODY"


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        ("click:plan_new", without_channel),
        ("click:plan_next", without_channel),
        ("shortcut:capture_message", without_channel),
        ("command:start", with_unknown_trigger),
        ("click:capture", with_unknown_trigger),
        ("form:capture_form", without_a_name),
        ("app_home_opened", of_nobody),
    ],
)
async def test_what_slack_would_not_send_is_taken_and_fails_nothing(
    tmp_path: Path, kind: str, spoil: Callable[[Json], None]
) -> None:
    async with open_stage(tmp_path, PEOPLE, TEN_O_CLOCK) as stage:
        room = Room(stage.slack, SCENE_NAMED["team"])
        await room.starts()
        kept = CORPUS[kind]
        body = Binding(stage.slack, [room], random.Random("")).bound(kept)
        spoil(body)

        assert await OverSocket(stage.slack).send(kept.way, body) == 200

    assert not [*unhandled(stage.bot.log)]
