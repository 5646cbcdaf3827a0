"""What a screen reader calls the things that can be used in a message, and the page itself."""

from typing import Any

from playwright.async_api import expect

from localslack_support.workshop import Workshop


def _words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def _section(text: str, **accessory: Any) -> dict[str, Any]:
    element = {"action_id": "it"} | accessory
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, "accessory": element}


TEAS = [{"text": _words("Assam"), "value": "assam"}]
BLOCKS = [
    _section("When is *tea*?", type="datepicker", placeholder=_words("The day")),
    _section("When is the *next* one?", type="datepicker"),
    _section("At what time?", type="timepicker"),
    _section("Which tea?", type="static_select", options=TEAS),
    _section("Who likes it?", type="checkboxes", options=TEAS),
    {"type": "actions", "elements": [{"type": "datepicker", "action_id": "bare"}]},
    {"type": "actions", "elements": [{"type": "users_select", "action_id": "who"}]},
]


async def test_elements_of_a_message_are_called_by_their_own_words(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    await workshop.posts("Tea", BLOCKS)

    message = ana.message("When is tea?")
    for name in ("The day", "When is the next one?", "At what time?", "Select a date"):
        await expect(message.get_by_label(name, exact=True)).to_have_count(1)
    for name in ("Which tea?", "Select a person"):
        await expect(message.get_by_role("combobox", name=name, exact=True)).to_have_count(1)
    await expect(message.get_by_role("group", name="Who likes it?")).to_have_count(1)


async def test_a_picture_and_the_way_to_it_have_names_of_their_own(workshop: Workshop) -> None:
    ana, person = await workshop.sits("Ana"), workshop.slack.person("Ben")
    file = await person.uploads("kettle.png", b"", alt_text="A kettle on the fire")
    file.title = "My kettle"
    await person.says("Look", in_channel=workshop.design, files=[file])

    message = ana.message("Look")
    await expect(message.get_by_role("img", name="A kettle on the fire")).to_have_count(1)
    link = message.get_by_role("link", name="Open My kettle", exact=True)
    await expect(link).to_have_attribute("href", f"/files/{file.id}")


async def test_the_page_says_what_language_it_is_in(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")

    await expect(ana.page.locator("html")).to_have_attribute("lang", "en-US")
