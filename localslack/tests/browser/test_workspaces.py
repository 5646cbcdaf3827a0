"""Several workspaces in one page."""

import re

from playwright.async_api import expect

from localslack import NewPerson
from localslack_support.workshop import Workshop


async def test_one_goes_from_one_workspace_to_another_and_back(workshop: Workshop) -> None:
    other = workshop.slack.add_workspace("Tea House", [NewPerson("Ana"), NewPerson("Zoe")])
    other.channel("cellar", members=["Ana", "Zoe"])
    ana = await workshop.sits("Ana")

    await ana.clicks("Local Slack")
    await ana.page.get_by_role("menuitemradio", name="Tea House").click()
    await ana.writes("Is anybody here?", "Message #cellar")
    await other.person("Zoe").says("I am", in_channel=other.channel("cellar"))

    await expect(ana.message("I am")).to_have_attribute("aria-label", re.compile("^Zoe"))
    await expect(ana.page.get_by_role("button", name="design")).to_have_count(0)
    await expect(ana.page).to_have_url(re.compile(r"as=Ana&in=Tea\+House"))
    await ana.page.reload()
    await expect(ana.message("Is anybody here?")).to_be_visible()
    await ana.clicks("Tea House")
    await ana.page.get_by_role("menuitemradio", name="Local Slack").click()
    await expect(ana.page.get_by_role("log", name="Messages in #design")).to_be_visible()


async def test_where_there_is_one_workspace_there_is_nothing_to_switch(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")

    await expect(ana.page.get_by_text("Local Slack", exact=True)).to_be_visible()
    await expect(ana.page.get_by_role("button", name="Local Slack")).to_have_count(0)
