"""What is mutated is all that the bot takes; `python -m tests.attack.record` records it anew."""

import pytest

from bot.adapters.slack.doors.commands import BY_WORD
from bot.adapters.slack.doors.messages import WORDS
from bot.adapters.slack.kit.ids import ActionId, ShortcutId, ViewId
from tests.attack.corpus import load
from tests.attack.record import DONE, HAND

KINDS = frozenset(each.kind for each in load())
# The menu's own id comes with whatever is chosen from it, and fields come with their form.
ONLY_WITH_OTHERS = frozenset({ActionId.MORE, ActionId.INPUT})


@pytest.mark.parametrize("action", sorted(set(ActionId) - ONLY_WITH_OTHERS))
def test_every_button_is_in_the_corpus(action: ActionId) -> None:
    assert f"click:{action}" in KINDS


@pytest.mark.parametrize("form", ViewId)
def test_every_form_is_in_the_corpus(form: ViewId) -> None:
    assert f"form:{form}" in KINDS


@pytest.mark.parametrize("word", BY_WORD)
def test_every_subcommand_is_in_the_corpus(word: str) -> None:
    assert f"command:{word}" in KINDS


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_the_thread_is_in_the_corpus(word: str) -> None:
    assert f"message:!{word}" in KINDS


@pytest.mark.parametrize("event", ["reaction_added", "reaction_removed"])
def test_every_reaction_that_means_something_is_in_the_corpus(event: str) -> None:
    assert {f"{event}:{DONE}", f"{event}:{HAND}"} <= KINDS


def test_everything_else_that_the_bot_takes_is_in_the_corpus() -> None:
    others = {"member_joined_channel", "member_left_channel", "app_home_opened", "message:words"}

    assert {*others, f"shortcut:{ShortcutId.CAPTURE}"} <= KINDS
