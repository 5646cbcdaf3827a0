"""Session formats from TOML files: a new format is a file, not code."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from importlib import resources
from importlib.resources.abc import Traversable

from pydantic import ConfigDict, TypeAdapter, ValidationError

from bot.domain.rules.plan import CannotFit, scaled
from bot.domain.state.agenda import Activity
from bot.domain.state.formats import LONGEST_TASK, SessionFormat, Tasks

Key = tuple[str | int, ...]
_MEANS_NOTHING = "take this key out, it means nothing here"
_IN_FILES = ConfigDict(extra="forbid", str_min_length=1, str_max_length=LONGEST_TASK)
# Pydantic reads the limits of the dataclasses' fields; a dataclass gets its config from around it.
_FORMATS = TypeAdapter(tuple[SessionFormat], config=_IN_FILES)
_TASKS = TypeAdapter(Mapping[Activity, Tasks], config=_IN_FILES)


class WrongFormat(Exception):
    """A format's file cannot be used; the text names the file, the line, the key and the fix."""


def load_formats(folder: Traversable | None = None) -> Mapping[str, SessionFormat]:
    """The formats in a folder's `*.toml` files by name; without a folder, those of the bot.

    The usual one comes first.

    Raises:
        WrongFormat: a file is not TOML, or says what a format cannot be.
    """
    files = (folder or resources.files("bot.formats")).iterdir()
    names = {file.name.removesuffix(".toml"): file for file in files if _is_toml(file)}
    tasks = _usual_tasks()
    read = [_read(name, names[name], tasks) for name in sorted(names)]
    in_order = sorted(read, key=lambda each: not each.usual)
    for name, key, fix in _clashes(in_order):
        raise _wrong(names[name], names[name].read_text(encoding="utf-8"), key, fix)
    return {each.name: each for each in in_order}


def _clashes(formats: Sequence[SessionFormat]) -> Iterator[tuple[str, Key, str]]:
    """Where formats do not go together: the file, the key to change, and how."""
    taken: dict[str, str] = {each.name: each.name for each in formats}
    for each in formats:
        for word in map(str.lower, each.spellings):
            if word in taken:
                yield each.name, ("spellings",), f"take out {word}, it stands for {taken[word]}"
            taken[word] = each.name
    for other in [each for each in formats if each.usual][1:]:
        yield other.name, ("usual",), f"take it out, {formats[0].name}.toml has it"


def _usual_tasks() -> Mapping[Activity, Tasks]:
    """What people do in an activity where their format says nothing else."""
    file = resources.files("bot.formats") / "usual" / "tasks.toml"
    return _TASKS.validate_python(tomllib.loads(file.read_text(encoding="utf-8")))


def _is_toml(file: Traversable) -> bool:
    return file.name.endswith(".toml")


def _read(name: str, file: Traversable, usual: Mapping[Activity, Tasks]) -> SessionFormat:
    try:
        text = file.read_text(encoding="utf-8")
        read = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongFormat(f"{file.name} is not TOML. {error}.") from error
    if "name" in read:
        raise _wrong(file, text, ("name",), _MEANS_NOTHING)
    try:
        (own,) = _FORMATS.validate_python([{"name": name, **read}])
    except ValidationError as error:
        raise _wrong(file, text, *_first_fault(error)) from error
    session_format = replace(own, tasks={**usual, **own.tasks})
    for key, fix in _faults(session_format):
        raise _wrong(file, text, key, fix)
    return session_format


def _wrong(file: Traversable, text: str, key: Key, fix: str) -> WrongFormat:
    return WrongFormat(f"{file.name}, line {_line(text, key)}, {_shown(key)}: {fix}.")


_FIXES = {
    "missing": "add this key",
    "unexpected_keyword_argument": _MEANS_NOTHING,
    "dataclass_type": "make it a table",
}


def _first_fault(error: ValidationError) -> tuple[Key, str]:
    fault = error.errors()[0]
    key = tuple(part for part in fault["loc"][1:] if part != "[key]")
    return key, _FIXES.get(fault["type"], fault["msg"])


def _shown(key: Key) -> str:
    return ".".join(map(str, key))


def _line(text: str, key: Key) -> int:
    """The line, from 1, of a key, or of the last table around it that is there."""
    line, table = 1, ""
    counts = Counter[str]()
    for number, typed in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(typed):
            table = header["name"]
            index = f".{counts[table]}" if header["listed"] else ""
            counts[table] += 1
            table += index
            if _shown(key) == table or _shown(key).startswith(f"{table}."):
                line = number
        elif found := _ASSIGNED.match(typed):
            inside = f"{table}.{found['name']}".lstrip(".")
            if f"{_shown(key)}.".startswith(f"{inside}."):
                return number
    return line


_HEADER = re.compile(r"\s*(?P<listed>\[)?\[(?P<name>[\w.-]+)\]")
_ASSIGNED = re.compile(r"\s*(?P<name>[\w.-]+)\s*=")


def _faults(session_format: SessionFormat) -> Iterator[tuple[Key, str]]:
    """What no single key gets wrong by itself: the key to change, and how."""
    shortest, longest = session_format.shortest_minutes, session_format.longest_minutes
    if not shortest <= session_format.default_minutes <= longest:
        yield ("default_minutes",), f"choose {shortest} to {longest}, the shortest and the longest"
    for place, item in enumerate(session_format.agenda):
        if item.at_least > item.at_most:
            yield ("agenda", place, "at_most"), "make it no less than at_least"
    for activity, tasks in session_format.tasks.items():
        for role in session_format.roles:
            if role not in tasks.roles:
                yield ("tasks", activity.value, role.value), "add a sentence for this role"
    for length in (shortest, longest):
        try:
            scaled(session_format, timedelta(minutes=length))
        except CannotFit as refusal:
            fix = f"change at_least or at_most. At {length} minutes: {refusal.text}"
            yield ("agenda",), fix.rstrip(".")
