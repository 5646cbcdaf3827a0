"""Modals: each open form in a dialog of its own, the stack on top of each other."""

import json

from localslack.block_kit.elements import Element
from localslack.block_kit.inputs import is_fillable
from localslack.json_types import JsonObject
from localslack.page.blocks.blocks import BlockList, draw_block
from localslack.page.blocks.elements import draw_element
from localslack.page.blocks.surface import Surface
from localslack.page.html.dialogs import dialog
from localslack.page.html.tags import Tag, button, markup, tag
from localslack.page.window_context import WindowContext
from localslack.people.screen import close_label, submit_label
from localslack.workspace.forms import View

TROUBLE = "We had some trouble connecting. Try again?"


class FormDialog:
    """One open form; what was typed stays when the app finds faults or changes other parts."""

    def __init__(self, context: WindowContext, view: View) -> None:
        self._context = context
        self._view = view
        self._errors: dict[str, Tag] = {}
        self._inputs: dict[str, str] = {}
        with context.root, dialog(view.title, self._leave, close=self._leave_all) as self._dialog:
            self._form = tag("form", novalidate=True, classes="form")
            self._form.on("submit.prevent", self._submit, [])
        with self._form:
            self._trouble = tag("p", classes="trouble", role="alert")
            body = tag("div", classes="dialog-body")
            with tag("footer", classes="dialog-foot"):
                self._close = button("", self._leave, classes="button")
                self._send = button("", classes="button primary", type="submit")
        self._blocks = BlockList(body, self._draw)
        self.refresh()

    def refresh(self) -> None:
        """Show the newest content of the view."""
        view = self._view
        self._close.text = close_label(view)
        self._send.text = submit_label(view)
        self._send.set_visibility("submit" in view.definition)
        self._blocks.show(view.blocks, self._context.surface(view))
        self.show_errors()

    def show_errors(self) -> None:
        """What is wrong, at the field where it is wrong; the first of them gets the focus."""
        errors = self._view.errors
        standing = {str(block["block_id"]) for block in self._view.blocks}
        fields = {each: self._inputs[each] for each in self._inputs if each in standing}
        for block_id in fields:
            self._errors[block_id].text = errors.get(block_id, "")
        wrong = {fields[block_id]: block_id in errors for block_id in fields}
        self._dialog.client.run_javascript(f"markWrong({json.dumps(wrong)})")

    def delete(self) -> None:
        self._dialog.delete()

    async def _submit(self) -> None:
        self._send.props["disabled"] = True
        self._trouble.text = ""
        answered = await self._context.attempt(self._context.person.submits(self._view))
        if not self._view.closed:
            self._send.props["disabled"] = False
            self._trouble.text = "" if answered else TROUBLE

    async def _leave(self) -> None:
        await self._context.attempt(self._context.person.closes(self._view))

    async def _leave_all(self) -> None:
        await self._context.attempt(self._context.person.closes(self._view, whole_stack=True))

    def _draw(self, block: JsonObject, surface: Surface) -> None:
        if block.get("type") == "input":
            self._draw_input(Element(block, block["element"]), surface)
        else:
            draw_block(block, surface)

    def _draw_input(self, element: Element, surface: Surface) -> None:
        block = element.block
        optional = " <small>(optional)</small>" if block.get("optional") else ""
        label = tag("label")
        with label:
            markup(f"{surface.html.object(block['label'])}{optional}", name="span")
        attributes: JsonObject = {"aria-labelledby": f"c{label.id}"}
        if not self._inputs:
            attributes["autofocus"] = True
        place = tag("div", classes="field")
        hint = markup(surface.html.object(block.get("hint")), classes="hint")
        error = tag("p", classes="field-error", role="alert")
        attributes["aria-describedby"] = f"c{error.id} c{hint.id}"
        with place:
            name = draw_element(element, surface, attributes)
        if name:
            label.props["for"] = name
        if is_fillable(element):
            self._errors[element.block_id] = error
            self._inputs[element.block_id] = name or f"c{place.id}"
