import re

import pytest

from bot.adapters.slack.doors.render import SlackRenderer
from bot.adapters.slack.kit.agenda import agenda_lines
from bot.adapters.slack.kit.ids import Pressed
from bot.application.posts.contents import Card, Content, Mark
from bot.application.posts.keys import CARD as CARD_KEY
from bot.application.posts.post import Nature, Post, Where
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Session
from tests.support.sessions import (
    BEN,
    CARD,
    THREAD_MESSAGE,
    WORKSPACE_URL,
    a_long_session,
    a_session,
    an_item,
)
from tests.unit.adapters.slack.form_payloads import buttons_in, markdown_in, payload_of
from tests.unit.adapters.slack.view_samples import running

ROW = ["Join", "Watch", "Leave", "My role", "Time", "Capture"]


def a_post(content: Content) -> Post:
    return Post(key=CARD_KEY, where=Where.CHANNEL, nature=Nature.LIVING, content=content)


def labels(session: Session) -> list[str]:
    return [button["text"]["text"] for button in buttons_in(payload_of(Card(session)))]


@pytest.mark.parametrize(
    ("session", "steering"),
    [
        (running().build(), ["Next", "+5 min", "Skip", "Back", "Pause", "Close"]),
        (running().paused().build(), ["Resume", "Close"]),
        (running().through().build(), ["Close", "Back"]),
    ],
    ids=["running", "paused", "through"],
)
def test_the_card_offers_what_fits_the_moment(session: Session, steering: list[str]) -> None:
    assert labels(session) == ROW + steering


def test_a_closed_card_offers_nothing_more() -> None:
    assert labels(running().closed().build()) == []


def test_steering_buttons_know_the_step_they_were_pressed_in() -> None:
    pressed = {button["value"] for button in buttons_in(payload_of(Card(running().build())))}

    assert pressed == {Pressed(running().build().id, ItemId(2)).encode()}


def test_the_state_of_a_step_is_told_in_words_and_not_by_its_mark_alone() -> None:
    plan = tuple(an_item("Same") for _ in range(5))
    session = a_session(plan).running().ticked(1).to_step(3).skipped().build()
    words = [re.sub(r"[^\w ]+", " ", line).split() for line in agenda_lines(session)]

    assert len({tuple(line[1:]) for line in words}) == len(plan)


@pytest.mark.parametrize("step", [1, 10, 30, 59, 60])
def test_a_long_agenda_is_shortened_around_the_step_that_runs(step: int) -> None:
    session = a_long_session().running().to_step(step).build()
    lines = agenda_lines(session)

    assert any(f"*{step} x" in line for line in lines)
    assert len(lines) <= 16


def test_the_worst_card_stays_below_what_slack_takes() -> None:
    plan = tuple(an_item("&" * 150, 8) for _ in range(60))
    session = a_session(plan, outcome="&" * 300, measure="<" * 300).running().to_step(30)
    texts = markdown_in(payload_of(Card(session.ticked(30, (BEN,)).build())))

    assert len("".join(texts)) < 13_000


def test_equal_content_has_an_equal_digest() -> None:
    renderer = SlackRenderer(WORKSPACE_URL)
    before, same = (renderer.render(a_post(Card(running().build())), CARD) for _ in range(2))
    after = renderer.render(a_post(Card(running().ticked(2).build())), CARD)

    assert before.digest == same.digest
    assert before.digest != after.digest


def test_a_mark_is_no_message() -> None:
    message = SlackRenderer(WORKSPACE_URL).render(a_post(Mark(THREAD_MESSAGE)), CARD)

    assert (message.text, list(message.blocks)) == ("", [])
