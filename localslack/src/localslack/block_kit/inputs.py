"""What people can fill in: one row per kind of input element."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeAlias

from localslack.block_kit.elements import Element, text_of
from localslack.errors import NotPossible
from localslack.json_types import JsonObject

EXTERNAL = frozenset({"external_select", "multi_external_select"})
"""Menus whose options the app finds while somebody types."""
MIN_QUERY_LENGTH = 3
"""How much of a name is typed before it is asked, unless the app says otherwise."""
MOST_FILES = 10
"""How many files an input takes, unless the app says otherwise."""
REQUIRED = "Please complete this required field."


class Directory(Protocol):
    """Finds people, channels and files by the names that people use."""

    def user_id(self, name: str) -> str: ...

    def channel_id(self, name: str) -> str: ...

    def file_named(self, name: str) -> JsonObject: ...


Entry: TypeAlias = str | int | datetime | Iterable[str] | None
"""What a person enters: a text, the text of an option, a name, a date, or several of them."""


@dataclass(frozen=True, slots=True)
class Filling:
    """One entry into one element."""

    element: Element
    entry: Entry
    directory: Directory


Reader: TypeAlias = Callable[[Filling], object]


def _text(filling: Filling) -> object:
    return None if filling.entry in {None, ""} else str(filling.entry)


def _moment(filling: Filling) -> object:
    entry = filling.entry
    return int(entry.timestamp()) if isinstance(entry, datetime) else entry


def _user(filling: Filling) -> object:
    return filling.directory.user_id(str(filling.entry)) if filling.entry else None


def _channel(filling: Filling) -> object:
    return filling.directory.channel_id(str(filling.entry)) if filling.entry else None


def _file(filling: Filling) -> object:
    return filling.directory.file_named(str(filling.entry))


def _option(filling: Filling) -> object:
    if not filling.entry:
        return None
    options = list(options_of(filling.element.json))
    for option in options:
        if filling.entry in (text_of(option.get("text")), option.get("value")):
            return option
    offered = ", ".join(repr(text_of(option.get("text"))) for option in options)
    raise NotPossible(f"there is no option {filling.entry!r}; there are {offered}")


def _rich_text(filling: Filling) -> object:
    if not filling.entry:
        return None
    text = {"type": "text", "text": str(filling.entry)}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [text]}],
    }


def options_of(element: JsonObject) -> Iterator[JsonObject]:
    yield from element.get("options", ())
    for group in element.get("option_groups", ()):
        yield from group["options"]


@dataclass(frozen=True, slots=True)
class InputKind:
    """Where a kind of element keeps its value, where its first value stands, how it is read."""

    key: str
    initial: str
    read: Reader
    many: bool = False

    def value(self, filling: Filling) -> JsonObject:
        kind = filling.element.type
        if not self.many:
            return {"type": kind, self.key: self.read(filling)}
        entry = filling.entry
        entries = [entry] if isinstance(entry, str | int | datetime) else list(entry or ())
        chosen = [self.read(replace(filling, entry=each)) for each in entries]
        return {"type": kind, self.key: chosen}

    def empty(self) -> object:
        return [] if self.many else None


_INPUTS: dict[str, InputKind] = {
    "plain_text_input": InputKind("value", "initial_value", _text),
    "email_text_input": InputKind("value", "initial_value", _text),
    "url_text_input": InputKind("value", "initial_value", _text),
    "number_input": InputKind("value", "initial_value", _text),
    "rich_text_input": InputKind("rich_text_value", "initial_value", _rich_text),
    "static_select": InputKind("selected_option", "initial_option", _option),
    "external_select": InputKind("selected_option", "initial_option", _option),
    "radio_buttons": InputKind("selected_option", "initial_option", _option),
    "overflow": InputKind("selected_option", "", _option),
    "checkboxes": InputKind("selected_options", "initial_options", _option, many=True),
    "multi_static_select": InputKind("selected_options", "initial_options", _option, many=True),
    "multi_external_select": InputKind("selected_options", "initial_options", _option, many=True),
    "users_select": InputKind("selected_user", "initial_user", _user),
    "multi_users_select": InputKind("selected_users", "initial_users", _user, many=True),
    "channels_select": InputKind("selected_channel", "initial_channel", _channel),
    "multi_channels_select": InputKind(
        "selected_channels", "initial_channels", _channel, many=True
    ),
    "conversations_select": InputKind("selected_conversation", "initial_conversation", _channel),
    "multi_conversations_select": InputKind(
        "selected_conversations", "initial_conversations", _channel, many=True
    ),
    "datepicker": InputKind("selected_date", "initial_date", _text),
    "timepicker": InputKind("selected_time", "initial_time", _text),
    "file_input": InputKind("files", "initial_files", _file, many=True),
    "datetimepicker": InputKind("selected_date_time", "initial_date_time", _moment),
}


def is_fillable(element: Element) -> bool:
    return element.type in _INPUTS


def initial_value(element: Element) -> JsonObject | None:
    """The value before anybody touches the element; None for buttons and overflow menus."""
    kind = _INPUTS.get(element.type)
    if kind is None or not kind.initial:
        return None
    return {"type": element.type, kind.key: element.json.get(kind.initial, kind.empty())}


def filled(element: Element, entry: Entry, directory: Directory) -> JsonObject:
    kind = _INPUTS.get(element.type)
    if kind is None:
        raise NotPossible(f"a {element.type} cannot be filled in")
    return kind.value(Filling(element, entry, directory))


def complaint(element: Element, value: JsonObject) -> str | None:
    """What Slack's client says about an input before it sends the form, if anything."""
    content = value[_INPUTS[element.type].key]
    if not content:
        return None if element.block.get("optional") else REQUIRED
    if element.type == "file_input":
        return _complaint_about_files(element.json, [str(file["name"]) for file in content])
    if isinstance(content, str):
        if len(content) < element.json.get("min_length", 0):
            return f"Please enter at least {element.json['min_length']} characters."
        if len(content) > element.json.get("max_length", 3000):
            return f"Please enter at most {element.json.get('max_length', 3000)} characters."
    return None


def _complaint_about_files(element: JsonObject, names: list[str]) -> str | None:
    most = int(element.get("max_files", MOST_FILES))
    if len(names) > most:
        return f"Please choose at most {most} {'file' if most == 1 else 'files'}."
    kinds = [str(kind).lower() for kind in element.get("filetypes", ())]
    if kinds and any(name.rpartition(".")[2].lower() not in kinds for name in names):
        return f"Please choose only files of these kinds: {', '.join(kinds)}."
    return None
