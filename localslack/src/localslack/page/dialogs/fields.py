"""Fields for the page's own dialogs, each with its label."""

from collections.abc import Callable, Iterable

from nicegui.events import GenericEventArguments

from localslack.page.blocks.choice import Choice, next_name
from localslack.page.html.tags import tag
from localslack.workspace.users import User


def text_field(label: str, typed: Callable[[str], None], *, hint: str = "") -> None:
    """A line to type in, where the dialog begins."""

    def told(event: GenericEventArguments) -> None:
        typed(str(event.args))

    with tag("div", classes="kit-input"):
        caption = tag("label", label)
        with tag("div", classes="field"):
            made = tag("input", type="text", autocomplete="off", autofocus=True)
        said = tag("p", hint, classes="hint")
    caption.props["for"] = f"c{made.id}"
    made.props["aria-describedby"] = f"c{said.id}"
    made.on("input", told, js_handler="(event) => emit(event.target.value)")


def tick_box(label: str, hint: str, ticked: Callable[[bool], None]) -> None:
    def told(event: GenericEventArguments) -> None:
        ticked(bool(event.args))

    with tag("label", classes="box"):
        box = tag("input", type="checkbox")
        with tag("span"):
            tag("span", label)
            tag("small", hint)
    box.on("change", told, js_handler="(event) => emit(event.target.checked)")


def people_field(
    label: str, people: Iterable[User], chosen: Callable[[list[str]], None], *, several: bool
) -> None:
    """Some of these people, told by their ids; it is where the dialog begins."""

    def told(event: GenericEventArguments) -> None:
        chosen([str(value) for value in event.args])

    name = next_name()
    with tag("div", classes="kit-input"):
        tag("label", label, for_=name)
        made = Choice()
    made.props.update(
        {
            "name": name,
            "label": label,
            "options": [{"value": user.id, "label": _called(user)} for user in people],
            "selected": [],
            "multiple": several,
            "placeholder": "Type a name",
            "autofocus": True,
        }
    )
    made.on("choose", told)


def _called(user: User) -> str:
    return f"{user.name} (app)" if user.is_bot else user.name
