"""A comparison with Slack's samples notices what is strange, empty or left out."""

import pytest

from localslack_support.slack_samples import left_out, strangers


@pytest.mark.parametrize(
    ("sent", "strange"),
    [
        ({"tea": {"cups": 2}}, []),
        ({"tea": {"cups": "two"}}, ["brew.tea.cups: str instead of int"]),
        ({"tea": {"cups": None}}, ["brew.tea.cups: NoneType instead of int"]),
        ({"tea": {"pots": 1}}, ["brew.tea.pots: not in the sample"]),
        ({"tea": [{"cups": 2}]}, ["brew.tea: list instead of dict"]),
        (
            {"tea": {"cups": 2, "context_team_id": "T1"}},
            ["brew.tea.context_team_id: not in the sample"],
        ),
        ({"context_team_id": "T1"}, []),
    ],
)
def test_what_is_not_as_in_the_sample_is_named(sent: object, strange: list[str]) -> None:
    assert list(strangers(sent, {"tea": {"cups": 1}, "leaf": None}, "brew")) == strange


def test_what_was_never_sent_is_named() -> None:
    shown = {"ok": True, "tea": {}, "cups": 1, "sugar": 2, "error": ""}

    assert left_out([{"ok": True}, {"cups": 1}], shown, known="sugar milk") == {"tea"}
