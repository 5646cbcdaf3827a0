"""Inputs that take files."""

from nicegui.element import Element as Nice
from nicegui.events import GenericEventArguments

from localslack.block_kit.elements import Element
from localslack.block_kit.inputs import MOST_FILES
from localslack.json_types import JsonObject
from localslack.page.blocks.surface import Surface
from localslack.page.html.client import CLIENT


class FileInput(Nice, component=CLIENT / "file_input.js"):
    """A button to choose files with; emits `choose` with the ids of those that are chosen now."""


def file_input(element: Element, surface: Surface, attributes: JsonObject) -> str:
    """An input for files; gives the id of its button."""
    made = FileInput()
    name = f"files-{made.id}"
    made.props.update(
        {
            "name": name,
            "uploads": surface.uploads,
            "most": int(element.json.get("max_files", MOST_FILES)),
            "accept": ",".join(f".{kind}" for kind in element.json.get("filetypes", ())),
            "chosen": surface.state(element).get("files", []),
            **{key.removeprefix("aria-"): attributes[key] for key in attributes},
        }
    )

    async def chosen(event: GenericEventArguments) -> None:
        await surface.use(element, [str(file_id) for file_id in event.args])

    made.on("choose", chosen)
    return name
