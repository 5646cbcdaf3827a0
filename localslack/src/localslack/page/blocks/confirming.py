"""Asking whether somebody means it, as a `confirm` object wants it asked."""

import asyncio

from nicegui import context

from localslack.block_kit.elements import Element, text_of
from localslack.block_kit.inputs import Entry
from localslack.json_types import JsonObject
from localslack.page.blocks.surface import Surface
from localslack.page.html.dialogs import dialog
from localslack.page.html.tags import button, markup, tag
from localslack.page.html.writer import HtmlWriter


async def use(element: Element, surface: Surface, entry: Entry = None) -> None:
    """Use an element, after asking whether it is meant if the app wants that."""
    chosen = element.json.get("confirm")
    if chosen is None or await confirmed(chosen, surface.html):
        await surface.use(element, entry)


async def confirmed(confirm: JsonObject, html: HtmlWriter) -> bool:
    """Ask in a dialog of its own, on top of everything."""
    answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def say(said: bool) -> None:  # noqa: FBT001
        if not answer.done():
            answer.set_result(said)

    with (
        context.client.content,
        dialog(text_of(confirm["title"]), lambda: say(False), "confirm") as asked,
    ):
        markup(html.object(confirm["text"]), classes="dialog-body text")
        with tag("footer", classes="dialog-foot"):
            button(text_of(confirm["deny"]), lambda: say(False), classes="button")
            style = "danger" if confirm.get("style") == "danger" else "primary"
            button(
                text_of(confirm["confirm"]),
                lambda: say(True),
                classes=f"button {style}",
                autofocus=True,
            )
    try:
        return await answer
    finally:
        asked.delete()
