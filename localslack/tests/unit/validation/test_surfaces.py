"""Which block stands where, and that a sound one is taken."""

import pytest

from localslack.validation import Problem, check_message, check_view
from localslack_support.block_samples import BLOCKS
from localslack_support.samples import ELEMENTS, Json, hosted, plain

EVERYWHERE = frozenset({"message", "modal", "home"})
NOT_IN_MODALS = frozenset({"message", "home"})
MESSAGES = frozenset({"message"})
SURFACES = {
    "actions": EVERYWHERE,
    "alert": frozenset({"modal"}),
    "card": EVERYWHERE,
    "carousel": NOT_IN_MODALS,
    "container": NOT_IN_MODALS,
    "context": EVERYWHERE,
    "context_actions": MESSAGES,
    "data_table": NOT_IN_MODALS,
    "data_visualization": NOT_IN_MODALS,
    "divider": EVERYWHERE,
    "file": MESSAGES,
    "header": EVERYWHERE,
    "image": EVERYWHERE,
    "input": EVERYWHERE,
    "layout": EVERYWHERE,
    "markdown": MESSAGES,
    "plan": MESSAGES,
    "rich_text": EVERYWHERE,
    "section": EVERYWHERE,
    "table": NOT_IN_MODALS,
    "task_card": MESSAGES,
    "video": EVERYWHERE,
}


def problems_on(surface: str, blocks: list[Json]) -> list[Problem]:
    if surface == "message":
        return check_message({"blocks": blocks})
    if surface == "home":
        return check_view({"type": "home", "blocks": blocks})
    return check_view({"type": "modal", "title": plain(), "submit": plain(), "blocks": blocks})


CASES = [(kind, surface) for kind in BLOCKS for surface in sorted(EVERYWHERE)]


@pytest.mark.parametrize(("kind", "surface"), CASES)
def test_a_block_stands_only_on_its_surfaces(kind: str, surface: str) -> None:
    problems = problems_on(surface, [BLOCKS[kind]])

    at = "/blocks/0/type" if surface == "message" else "/view/blocks/0/type"
    error = "invalid_blocks" if surface == "message" else "invalid_arguments"
    refused = [] if surface in SURFACES[kind] else [Problem(error, f"unsupported type: {kind}", at)]
    assert problems == refused


def test_every_block_has_a_row_in_the_table_of_surfaces() -> None:
    assert SURFACES.keys() == BLOCKS.keys()


@pytest.mark.parametrize("kind", ELEMENTS)
def test_a_sound_element_is_taken(kind: str) -> None:
    block, _ = hosted(ELEMENTS[kind])

    assert check_message({"blocks": [block]}) == []


IN_SECTION = {
    "button",
    "channels_select",
    "checkboxes",
    "conversations_select",
    "datepicker",
    "external_select",
    "image",
    "multi_channels_select",
    "multi_conversations_select",
    "multi_external_select",
    "multi_static_select",
    "multi_users_select",
    "overflow",
    "radio_buttons",
    "static_select",
    "timepicker",
    "users_select",
    "workflow_button",
}
SEVERAL = {kind for kind in ELEMENTS if kind.startswith("multi_")}
TYPED = {kind for kind in ELEMENTS if kind.endswith("_input")}
PRESSED = {"button", "workflow_button", "overflow"}
HOSTS: dict[str, tuple[set[str], str]] = {
    "section": (IN_SECTION, "/blocks/0/accessory/type"),
    "actions": (
        (IN_SECTION - SEVERAL - {"image"}) | {"datetimepicker"},
        "/blocks/0/elements/0/type",
    ),
    "input": (
        (IN_SECTION - PRESSED - {"image"}) | TYPED | {"datetimepicker"},
        "/blocks/0/element/type",
    ),
    "context": ({"image"}, "/blocks/0/elements/0/type"),
    "context_actions": ({"feedback_buttons", "icon_button"}, "/blocks/0/elements/0/type"),
}


def in_host(host: str, element: Json) -> Json:
    places = {"section": {"accessory": element}, "input": {"label": plain(), "element": element}}
    place = places.get(host, {"elements": [element]})
    return {"type": host, **({"text": plain()} if host == "section" else {}), **place}


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("kind", ELEMENTS)
def test_an_element_stands_only_in_its_blocks(kind: str, host: str) -> None:
    allowed, at = HOSTS[host]

    problems = check_message({"blocks": [in_host(host, ELEMENTS[kind])]})

    refused = [Problem("invalid_blocks", f"unsupported type: {kind}", at)]
    assert problems == ([] if kind in allowed else refused)


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_surface_holds_so_many_blocks(surface: str, most: int) -> None:
    divider: Json = {"type": "divider"}

    assert problems_on(surface, [divider] * most) == []
    assert [problem.message for problem in problems_on(surface, [divider] * (most + 1))] == [
        f"no more than {most} items allowed"
    ]


def test_blocks_in_a_layout_count() -> None:
    items = [{"blocks": [{"type": "divider"}] * 24}] * 2
    layout: Json = {"type": "layout", "label": "Grid", "rows": [{"items": items}]}
    divider: Json = {"type": "divider"}

    assert check_message({"blocks": [layout, divider]}) == []
    assert check_message({"blocks": [layout, divider, divider]}) == [
        Problem("invalid_blocks", "no more than 50 items allowed", "/blocks")
    ]


def test_a_block_in_a_layout_must_suit_the_surface_too() -> None:
    items = [{"blocks": [BLOCKS["table"]]}]
    layout: Json = {"type": "layout", "label": "Grid", "rows": [{"items": items}]}

    problems = problems_on("modal", [layout])

    at = "/view/blocks/0/rows/0/items/0/blocks/0/type"
    assert problems == [Problem("invalid_arguments", "unsupported type: table", at)]
