import pytest

from bot.adapters.slack.kit.ids import Pressed
from bot.application.posts.contents import Card
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Session
from tests.support.sessions import BEN, a_session, an_item
from tests.unit.adapters.slack.form_payloads import buttons_in, markdown_in, payload_of
from tests.unit.adapters.slack.view_samples import running

ROW = ["Join", "Watch", "Leave", "My role", "Time", "Capture"]


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


def test_the_worst_card_stays_below_what_slack_takes() -> None:
    plan = tuple(an_item("&" * 150, 8) for _ in range(60))
    session = a_session(plan, outcome="&" * 300, measure="<" * 300).running().to_step(30)
    texts = markdown_in(payload_of(Card(session.ticked(30, (BEN,)).build())))

    assert len("".join(texts)) < 13_000
