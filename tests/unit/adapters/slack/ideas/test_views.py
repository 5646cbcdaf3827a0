"""Boards, groups and days as full as they can get still fit into Slack's messages and forms."""

import json
import re
from collections.abc import Mapping

import pytest

from bot.adapters.slack.kit.blocks import Rendered
from bot.application.posts.contents import Card, Content, Step
from bot.domain.state.identity import PersonId
from tests.support.boards import VOTE
from tests.support.sessions import ANA, BEN
from tests.unit.adapters.slack.board_samples import (
    BUDDY,
    CAKE,
    HUNT,
    QUIZ,
    board_answers,
    board_contents,
    ideating,
    shown,
)
from tests.unit.adapters.slack.day_samples import day_contents
from tests.unit.adapters.slack.form_payloads import Payload, markdown_in, payload_of
from tests.unit.adapters.slack.turns_samples import of_groups

MOST_TEXT = 13_000
MESSAGES: Mapping[str, Content | Rendered] = {
    **board_contents(),
    **board_answers(),
    **of_groups(),
    **day_contents(),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_no_message_is_too_long(name: str) -> None:
    assert len("".join(markdown_in(payload_of(MESSAGES[name])))) < MOST_TEXT


def test_a_hidden_idea_is_nowhere_to_be_read() -> None:
    session = ideating(anonymous=False).with_ideas("Sleep", by=BEN).build()
    contents: list[Content] = [Card(session), *(Step(session, item) for item in session.items)]

    assert "Sleep" not in json.dumps([payload_of(content) for content in contents])


def test_an_open_vote_looks_the_same_whatever_people_voted_for() -> None:
    def seen(votes: dict[PersonId, list[str]]) -> list[Payload]:
        session = shown().to_step(VOTE).voted(votes).build()
        return [payload_of(Card(session)), payload_of(Step(session, session.items[3]))]

    assert seen({ANA: [QUIZ, CAKE], BEN: [QUIZ]}) == seen({ANA: [HUNT], BEN: [BUDDY, HUNT]})


def test_an_asterisk_in_the_name_of_a_group_does_not_end_its_bold() -> None:
    session = shown().grouped("Fun * games", QUIZ, HUNT).to_step(VOTE).build()
    said = "\n".join(markdown_in(payload_of(Step(session, session.items[3]))))

    assert re.search(r"\*Fun [^*] games\* \(ideas ", said)
