"""Modals: what is wrong stands at its field, and what was typed stays."""

from playwright.async_api import expect

from tests.browser.scene import Scene, start


async def test_a_wrong_field_shows_at_the_field_and_keeps_what_was_typed(scene: Scene) -> None:
    ana = await scene.sits("Ana")
    await ana.writes("/worksession start")
    form = ana.dialog("Plan a work session")
    await form.get_by_label("What exists at the end?").fill("A spec")
    length = form.get_by_label("How long?")
    await length.fill("soon")

    await ana.clicks("Start", form)

    await expect(length).to_have_attribute("aria-invalid", "true")
    await expect(length).to_be_focused()
    await expect(form.get_by_role("alert").filter(has_text="such as")).to_be_visible()
    await expect(length).to_have_value("soon")
    await expect(form.get_by_label("What exists at the end?")).to_have_value("A spec")

    await length.fill("30")
    await ana.clicks("Start", form)
    await expect(ana.message("A spec")).to_contain_text("session ends 10:30")


async def test_what_is_required_is_asked_for_before_anything_is_sent(scene: Scene) -> None:
    ana = await scene.sits("Ana")
    await start(ana)
    await ana.clicks("Capture", ana.message("A spec"))
    form = ana.dialog("Capture")

    await ana.clicks("Keep it", form)

    await expect(form.get_by_text("Please complete this required field.")).to_be_visible()


async def test_people_and_formats_are_chosen_by_typing_and_by_keys(scene: Scene) -> None:
    ana = await scene.sits("Ana")
    await ana.writes("/worksession start")
    form = ana.dialog("Plan a work session")
    await form.get_by_label("What exists at the end?").fill("A spec")
    people = form.get_by_role("combobox", name="Who is in from the start?")
    await people.press_sequentially("be")
    await people.press("Enter")
    await people.press_sequentially("ch")
    await people.press("Enter")
    await expect(form.get_by_role("button", name="Remove Ben")).to_be_visible()
    await people.press("Escape")
    scribe = form.get_by_role("combobox", name="Scribe")
    await scribe.click()
    await form.get_by_role("option", name="Dana").click()

    await ana.clicks("Start", form)

    await expect(ana.message("A spec")).to_contain_text("Scribe @Dana")
    await expect(ana.message("A spec")).to_contain_text("4 taking part")


async def test_escape_closes_a_form_and_gives_the_focus_back(scene: Scene) -> None:
    ana = await scene.sits("Ana")
    await ana.writes("/worksession start")
    await ana.dialog("Plan a work session").wait_for()

    await ana.page.keyboard.press("Escape")

    await expect(ana.dialog("Plan a work session")).to_have_count(0)
    await expect(ana.page.get_by_role("combobox", name="Message #design")).to_be_focused()
