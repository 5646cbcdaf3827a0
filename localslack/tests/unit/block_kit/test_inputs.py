"""Every kind of input takes what a person enters and holds it in Slack's shape."""

from datetime import UTC, datetime
from typing import Any

import pytest

from localslack.block_kit.elements import Element
from localslack.block_kit.inputs import REQUIRED, Entry, complaint, filled, initial_value
from localslack.errors import NotPossible

SMALL = {"text": {"type": "plain_text", "text": "Small"}, "value": "s"}
LARGE = {"text": {"type": "plain_text", "text": "Large"}, "value": "l"}


class Directory:
    def user_id(self, name: str) -> str:
        return f"U-{name}"

    def channel_id(self, name: str) -> str:
        return f"C-{name}"

    def file_named(self, name: str) -> dict[str, str]:
        return {"id": f"F-{name}", "name": name}


def an_input(kind: str, *, optional: bool = False, **more: Any) -> Element:
    element = {"type": kind, "action_id": "a", **more}
    block = {"type": "input", "block_id": "b", "optional": optional, "element": element}
    return Element(block, element)


@pytest.mark.parametrize(
    ("kind", "entry", "key", "value"),
    [
        ("plain_text_input", "tea", "value", "tea"),
        ("plain_text_input", "", "value", None),
        ("number_input", 3, "value", "3"),
        ("static_select", "Large", "selected_option", LARGE),
        ("radio_buttons", "s", "selected_option", SMALL),
        ("static_select", None, "selected_option", None),
        ("checkboxes", ["Small", "Large"], "selected_options", [SMALL, LARGE]),
        ("multi_static_select", "Small", "selected_options", [SMALL]),
        ("users_select", "Ana", "selected_user", "U-Ana"),
        ("multi_users_select", ["Ana", "Ben"], "selected_users", ["U-Ana", "U-Ben"]),
        ("channels_select", "kitchen", "selected_channel", "C-kitchen"),
        ("conversations_select", "kitchen", "selected_conversation", "C-kitchen"),
        ("file_input", ["a.png"], "files", [{"id": "F-a.png", "name": "a.png"}]),
        ("datepicker", "2026-11-23", "selected_date", "2026-11-23"),
        ("timepicker", "12:30", "selected_time", "12:30"),
        (
            "datetimepicker",
            datetime(2026, 11, 23, 12, tzinfo=UTC),
            "selected_date_time",
            1795435200,
        ),
    ],
)
def test_an_entry_becomes_a_value(kind: str, entry: Entry, key: str, value: object) -> None:
    element = an_input(kind, options=[SMALL, LARGE])

    assert filled(element, entry, Directory()) == {"type": kind, key: value}


def test_options_may_stand_in_groups_and_others_are_refused() -> None:
    element = an_input("static_select", option_groups=[{"options": [SMALL]}, {"options": [LARGE]}])

    assert filled(element, "Large", Directory())["selected_option"] == LARGE
    with pytest.raises(NotPossible, match="there are 'Small', 'Large'"):
        filled(element, "Huge", Directory())
    with pytest.raises(NotPossible, match="cannot be filled in"):
        filled(an_input("button"), "x", Directory())


def test_a_form_begins_with_what_the_app_put_into_it() -> None:
    assert initial_value(an_input("plain_text_input", initial_value="tea")) == {
        "type": "plain_text_input",
        "value": "tea",
    }
    assert initial_value(an_input("checkboxes")) == {"type": "checkboxes", "selected_options": []}
    assert initial_value(an_input("button")) is None


@pytest.mark.parametrize(
    ("optional", "text", "said"),
    [
        (False, None, REQUIRED),
        (True, None, None),
        (False, "ab", "Please enter at least 3 characters."),
        (False, "abcdef", "Please enter at most 5 characters."),
        (False, "abcd", None),
    ],
)
def test_slacks_client_complains_before_it_sends(
    text: str | None, said: str | None, *, optional: bool
) -> None:
    element = an_input("plain_text_input", optional=optional, min_length=3, max_length=5)

    assert complaint(element, {"type": "plain_text_input", "value": text}) == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], REQUIRED),
        (["a.PNG", "b.pdf"], None),
        (["a.png", "b.png", "c.png"], "Please choose at most 2 files."),
        (["a.png", "b.txt"], "Please choose only files of these kinds: png, pdf."),
    ],
)
def test_a_form_is_sent_only_with_the_files_it_wants(names: list[str], said: str | None) -> None:
    element = an_input("file_input", max_files=2, filetypes=["png", "pdf"])
    files = [{"id": f"F-{name}", "name": name} for name in names]

    assert complaint(element, {"type": "file_input", "files": files}) == said
