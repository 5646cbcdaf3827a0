"""Every element that can be filled in, in a modal of no particular app."""

from typing import Any

from playwright.async_api import expect

from localslack import View
from localslack.workspace.events import FormErrors, FormOpened, FormUpdated
from localslack_support.workshop import Workshop

OPTIONS = [
    {"text": {"type": "plain_text", "text": text}, "value": text.lower()}
    for text in ("Red", "Green", "Blue")
]


def _input(label: str, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": label,
        "label": {"type": "plain_text", "text": label},
        "element": {"type": kind, "action_id": "it", **more},
    }


BLOCKS = [
    _input("Line", "plain_text_input", initial_value="as it was"),
    _input("Lines", "plain_text_input", multiline=True),
    _input("Rich", "rich_text_input"),
    _input("Number", "number_input", is_decimal_allowed=False),
    _input("Address", "url_text_input"),
    _input("Mail", "email_text_input"),
    _input("Colour", "static_select", options=OPTIONS),
    _input("Colours", "multi_static_select", options=OPTIONS),
    _input("Person", "users_select"),
    _input("People", "multi_users_select"),
    _input("Channel", "channels_select"),
    _input("One", "radio_buttons", options=OPTIONS),
    _input("Some", "checkboxes", options=OPTIONS, initial_options=OPTIONS[2:]),
    _input("Day", "datepicker", initial_date="2026-11-24"),
    _input("Time", "timepicker"),
]

TYPED = {
    "Lines": "one\ntwo",
    "Rich": "three",
    "Number": "4",
    "Address": "https://example.com",
    "Mail": "ana@example.com",
    "Day": "2026-12-24",
    "Time": "16:45",
}
CHOSEN = {
    "Colour": "Green",
    "Colours": "Red",
    "Person": "Ben",
    "People": "Cleo",
    "Channel": "#design",
}


def _opened(workshop: Workshop, blocks: list[dict[str, Any]]) -> View:
    workspace = workshop.slack.workspace
    title = {"type": "plain_text", "text": "Everything"}
    definition = {"type": "modal", "title": title, "submit": title, "blocks": blocks}
    view = workspace.forms.open(workshop.slack.person("Ana").user, definition)
    workspace.tell(FormOpened(view))
    return view


async def test_every_input_takes_what_people_enter(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    view = _opened(workshop, BLOCKS)
    form = ana.dialog("Everything")

    await expect(form.get_by_label("Line", exact=True)).to_have_value("as it was")
    for label, text in TYPED.items():
        await form.get_by_label(label, exact=True).fill(text)
    for label, choice in CHOSEN.items():
        box = form.get_by_role("combobox", name=label, exact=True)
        await box.click()
        await form.get_by_role("option", name=choice, exact=True).click()
        await box.press("Tab")
    await form.get_by_role("radio", name="Blue").check()
    await form.get_by_role("checkbox", name="Red").check()

    await workshop.slack.until(lambda: _state(view)["Some"] == ["blue", "red"])
    assert _state(view) == {
        "Line": "as it was",
        **TYPED,
        "Colour": "green",
        "Colours": ["red"],
        "Person": workshop.slack.person("Ben").id,
        "People": [workshop.slack.person("Cleo").id],
        "Channel": workshop.design.id,
        "One": "blue",
        "Some": ["blue", "red"],
    }


async def test_a_view_that_changes_keeps_what_was_typed_in_the_rest(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    view = _opened(workshop, BLOCKS[:2])
    form = ana.dialog("Everything")
    await form.get_by_label("Lines").fill("still here")
    workspace = workshop.slack.workspace
    await workshop.slack.until(lambda: _state(view)["Lines"] == "still here")

    new = {"type": "section", "text": {"type": "mrkdwn", "text": "*New* on top"}}
    workspace.forms.update(view, view.definition | {"blocks": [new, *BLOCKS[1:4]]})
    workspace.tell(FormUpdated(view))

    await expect(form).to_contain_text("New on top")
    await expect(form.get_by_label("Lines")).to_have_value("still here")
    await expect(form.get_by_label("Line", exact=True)).to_have_count(0)
    view.errors = {"Number": "A number, please."}
    workspace.tell(FormErrors(view))
    await expect(form.get_by_label("Number")).to_be_focused()


def _state(view: View) -> dict[str, Any]:
    return {block_id: _plain(actions["it"]) for block_id, actions in view.values.items()}


def _plain(value: Any) -> Any:
    """What an element holds, without the wrapping."""
    found = next(value[key] for key in value if key != "type")
    if isinstance(found, list):
        return [each["value"] if isinstance(each, dict) else each for each in found]
    if isinstance(found, dict) and "elements" in found:
        return found["elements"][0]["elements"][0]["text"]
    return found["value"] if isinstance(found, dict) else found
