"""Pictures that an app shows, from elsewhere and from its own files."""

from typing import Any

from playwright.async_api import Locator, Route, expect

from localslack_support.workshop import DOT, Workshop

ELSEWHERE = "https://pictures.example/tea.png"


def _image(alt: str, **more: Any) -> dict[str, Any]:
    return {"type": "image", "alt_text": alt} | more


async def _width(picture: Locator) -> object:
    """How wide the picture is that was loaded; fails if none was."""
    return await picture.evaluate("image => image.decode().then(() => image.naturalWidth)")


async def test_pictures_of_a_message_are_loaded_and_described(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")

    async def answer(route: Route) -> None:
        await route.fulfill(body=DOT, content_type="image/png")

    await ana.page.route(ELSEWHERE, answer)
    mine = await workshop.slack.person("Ana").uploads("pot.png", DOT)
    await workshop.slack.person("Ana").says("My pot", in_channel=workshop.design, files=[mine])
    title = {"type": "plain_text", "text": "On the shelf :tea:"}
    words = {"type": "mrkdwn", "text": "Which one?"}
    await workshop.posts(
        "Teas",
        [
            _image("A tin <b>of tea", image_url=ELSEWHERE, title=title),
            _image("A pot", slack_file={"id": mine.id}),
            {"type": "section", "text": words, "accessory": _image("A cup", image_url=ELSEWHERE)},
            {"type": "context", "elements": [_image("A spoon", image_url=ELSEWHERE), words]},
        ],
    )

    message = ana.message("Which one?")
    await expect(message).to_contain_text("On the shelf 🍵")
    for alt in ("A tin <b>of tea", "A pot", "A cup", "A spoon"):
        assert await _width(message.get_by_role("img", name=alt, exact=True)) == 1


async def test_a_picture_that_is_gone_leaves_its_description(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    await ana.page.route(ELSEWHERE, lambda route: route.fulfill(status=404))

    await workshop.posts("Teas", [_image("A tin of tea", image_url=ELSEWHERE)])

    await expect(ana.page.get_by_role("img", name="A tin of tea")).to_be_visible()
    await workshop.slack.until(lambda: bool(workshop.complaints), why="it was never asked for")
    assert ["404" in each for each in workshop.complaints] == [True]
    workshop.complaints.clear()
