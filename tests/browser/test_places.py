"""Getting around with the bot: its Home, and phones."""

from playwright.async_api import expect

from tests.browser.scene import Scene, start


async def test_app_home_shows_the_session_and_leads_to_it(scene: Scene) -> None:
    ana = await scene.sits("Ana")
    await start(ana)

    await ana.page.get_by_role("button", name="worksession").click()
    home = ana.page.get_by_role("tabpanel", name="Home")
    await expect(home).to_contain_text("A spec in #design")
    await home.get_by_role("link", name="Open it").click()

    await expect(ana.page.get_by_role("log", name="Messages in #design")).to_be_visible()


async def test_a_phone_has_room_for_everything(scene: Scene) -> None:
    ana = await scene.sits("Ana", phone=True)
    await start(ana)
    assert await ana.page.evaluate("document.documentElement.scrollWidth") <= 390

    await ana.clicks("Show channels")
    await ana.page.get_by_role("button", name="worksession").click()
    await expect(ana.page.get_by_role("tabpanel", name="Home")).to_contain_text("A spec")

    await ana.clicks("Show channels")
    await ana.page.get_by_role("button", name="design").click()
    await ana.clicks("1 reply", ana.message("A spec"))
    await expect(ana.thread).to_be_visible()
    await ana.clicks("Back to the channel")
    await expect(ana.thread).to_have_count(0)
