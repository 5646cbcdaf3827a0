from dataclasses import replace

import pytest

from bot.domain.state.agenda import Activity
from localslack.validation import check_message
from tests.support.sessions import ANA, BEN, CARA, START, SessionBuilder, a_session, an_item
from tests.unit.adapters.slack.form_payloads import markdown_in, payload_of
from tests.unit.adapters.slack.turns_samples import brought
from tests.unit.adapters.slack.view_samples import closed, every_page, many_captures, page_of

MOST_TEXT = 13_000


@pytest.mark.parametrize(
    "text",
    ["Write it down", "&" * 2000, "word " * 400, "https://example.com/" + "a" * 1900, "a\n" * 900],
    ids=["short", "ampersands", "words", "links", "lines"],
)
def test_two_hundred_actions_become_pages_that_slack_takes(text: str) -> None:
    pages = every_page(many_captures(200, text))
    payloads = [payload_of(page) for page in pages]

    assert sum(len(page.captures) for page in pages) == 200
    assert [check_message(payload) for payload in payloads] == [[] for _ in payloads]
    assert all(len("".join(markdown_in(payload))) < MOST_TEXT for payload in payloads)


def test_ordinary_texts_are_never_shortened() -> None:
    said = "".join(
        "\n".join(markdown_in(payload_of(page)))
        for page in every_page(many_captures(20, "word " * 100))
    )

    assert "…" not in said


def test_the_recap_tells_who_said_each_thing_and_who_owns_it() -> None:
    said = "\n".join(markdown_in(payload_of(page_of(closed().build()))))

    assert f"• No XML · by <@{BEN}>" in said
    assert f"• Write the error codes · for <@{CARA}>, by <@{BEN}>" in said


def test_results_of_groups_that_share_a_name_say_which_step_they_are_of() -> None:
    again = (
        an_item("Sketch", 10, Activity.GROUPS),
        an_item("Build", 10, Activity.GROUPS),
    )
    builder = brought(a_session(again).running(), 1, "A map", ANA)
    assert "A map · by" in outputs_in(builder)

    both = brought(builder.to_step(2), 2, "A box", ANA)
    assert "• Group A: A map · Sketch · by" in outputs_in(both)
    assert "• Group A: A box · Build · by" in outputs_in(both)


def outputs_in(builder: SessionBuilder) -> str:
    session = replace(builder.session, closed_at=START)
    return "\n".join(markdown_in(payload_of(page_of(session)))).partition("*Outputs*")[2]


def test_only_the_first_page_asks_for_a_rating() -> None:
    first, *others = every_page(many_captures(50, "Write it down"))

    assert "actions" in [block["type"] for block in payload_of(first)["blocks"]]
    assert all(
        block["type"] != "actions" for page in others for block in payload_of(page)["blocks"]
    )
