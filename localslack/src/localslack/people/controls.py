"""How a person uses buttons, menus and forms."""

from datetime import datetime

from localslack.app.installation import Installation
from localslack.block_kit.elements import Element, label_of, text_of
from localslack.block_kit.inputs import EXTERNAL, MIN_QUERY_LENGTH, Entry, filled, options_of
from localslack.errors import NotPossible
from localslack.json_types import JsonObject
from localslack.people.filled_forms import Form
from localslack.people.interactions import Interactions
from localslack.people.screen import Found, Screen, close_label, submit_label
from localslack.workspace.conversations import Message
from localslack.workspace.events import FormErrors
from localslack.workspace.forms import View

_CLICKABLE = frozenset({"button", "workflow_button", "icon_button"})


class Controls:
    def __init__(self, app: Installation, interactions: Interactions, screen: Screen) -> None:
        self._app = app
        self._workspace = app.workspace
        self._interactions = interactions
        self._screen = screen

    async def click(self, label: str, on: Message | View | None) -> None:
        await self._screen.until(
            lambda: self._ends_form(label, on) or self._screen.find(label, on) is not None,
            f"nothing to click that is called {label!r}",
        )
        form = self._screen.form
        if form is not None and self._ends_form(label, on):
            if label == submit_label(form):
                await self._submit(form)
            else:
                await self._interactions.close(form)
            return
        found = await self._find(label, on)
        if found.element.type not in _CLICKABLE:
            raise NotPossible(f"{label!r} is a {found.element.type}: use chooses() or fills()")
        await self._use(found, {}, label)

    async def choose(self, menu: str, option: Entry, on: Message | View | None) -> None:
        found = await self._with_options(await self._find(menu, on), option)
        if isinstance(found.on, View) and found.element.type != "overflow":
            await self._fill(found.on, found.element, option, menu)
        else:
            value = filled(found.element, option, self._workspace)
            await self._use(found, value, f"{menu}: {option}")

    async def search(self, menu: str, typed: str, on: Message | View | None) -> list[str]:
        """What a menu offers for what was typed; nothing before it is long enough."""
        found = await self._find(menu, on)
        if found.element.type not in EXTERNAL:
            raise NotPossible(f"nobody can search in a {found.element.type}")
        answer = await self.suggestions(found, typed)
        return [text_of(option["text"]) for option in options_of(answer)]

    async def form(self, title: str | None = None) -> Form:
        def shown() -> View | None:
            view = self._screen.form
            return view if view is not None and title in {None, view.title} else None

        await self._screen.until(
            lambda: shown() is not None, f"no open form {title!r}" if title else "no open form"
        )
        view = shown()
        if view is None:
            raise NotPossible("the form was closed at once")
        return self._handle(view)

    async def fill(self, label: str, entry: Entry) -> None:
        def offers_it() -> bool:
            view = self._screen.form
            return view is not None and self._handle(view).offers(label)

        await self._screen.until(offers_it, f"no open form has an input {label!r}")
        form = await self.form()
        found = Found(form.element(label), form.view)
        found = await self._with_options(found, entry)
        await self._fill(form.view, found.element, entry, label)

    async def use(self, found: Found, entry: Entry) -> None:
        """Click a button that is on the screen, or choose from a menu that is."""
        found = await self._with_options(found, entry)
        value = {} if entry is None else filled(found.element, entry, self._workspace)
        await self._use(found, value, label_of(found.element))

    async def enter(self, view: View, element: Element, entry: Entry) -> None:
        """Fill in an element of a view that is on the screen."""
        element = (await self._with_options(Found(element, view), entry)).element
        value = filled(element, entry, self._workspace)
        view.values.setdefault(element.block_id, {})[element.action_id] = value
        await self._speak_up(view, element, label_of(element))

    async def suggestions(self, found: Found, typed: str) -> JsonObject:
        """The options an app finds for what was typed, asked for once that is long enough."""
        if len(typed) < found.element.json.get("min_query_length", MIN_QUERY_LENGTH):
            return {"options": []}
        return await self._interactions.suggest(self._screen.user, found.on, found.element, typed)

    async def submit(self, view: View) -> None:
        await self._submit(view)

    async def close(self, view: View, *, whole_stack: bool = False) -> None:
        await self._interactions.close(view, whole_stack=whole_stack)

    async def close_form(self, *, whole_stack: bool) -> None:
        form = await self.form()
        await self._interactions.close(form.view, whole_stack=whole_stack)

    def _ends_form(self, label: str, on: Message | View | None) -> bool:
        form = self._screen.form
        if form is None or on not in {None, form}:
            return False
        return label in {submit_label(form), close_label(form)}

    async def _submit(self, view: View) -> None:
        complaints = self._handle(view).complaints()
        if complaints:
            # Slack's client sends nothing before what it asks for is there.
            view.errors = complaints
            self._workspace.tell(FormErrors(view))
            return
        await self._interactions.submit(view)

    async def _find(self, label: str, on: Message | View | None) -> Found:
        await self._screen.until(
            lambda: self._screen.find(label, on) is not None, f"there is no {label!r}"
        )
        found = self._screen.find(label, on)
        if found is None:
            raise NotPossible(f"{label!r} was gone at once")
        return found

    async def _with_options(self, found: Found, entry: Entry) -> Found:
        """The element with the options that the app finds, unless it came with them."""
        if found.element.type not in EXTERNAL or not entry or "options" in found.element.json:
            return found
        typed = [entry] if isinstance(entry, str | int | datetime) else list(entry)
        offers = [await self.suggestions(found, str(each)) for each in typed]
        options = [option for offer in offers for option in options_of(offer)]
        element = Element(found.element.block, {**found.element.json, "options": options})
        return Found(element, found.on)

    async def _fill(self, view: View, element: Element, entry: Entry, label: str) -> None:
        self._handle(view).put(element, entry)
        self._workspace.changes.tell()
        await self._speak_up(view, element, label)

    async def _speak_up(self, view: View, element: Element, label: str) -> None:
        """An input keeps quiet until the form is sent, unless it was asked to speak up."""
        if not element.is_input or element.block.get("dispatch_action"):
            value = view.values[element.block_id][element.action_id]
            await self._use(Found(element, view), value, label)

    async def _use(self, found: Found, value: JsonObject, label: str) -> None:
        if not self._app.manifest.interactivity_enabled:
            raise NotPossible("interactivity is switched off in the manifest")
        await self._interactions.click(self._screen.user, found.on, found.element, value, label)

    def _handle(self, view: View) -> Form:
        return Form(view, self._workspace, self._screen)
