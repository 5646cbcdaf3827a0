"""Session formats from TOML files: a new format is a file, not code."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.domain.agenda import MINUTE, Activity
from bot.domain.formats import Advance, FormatItem, Role, SessionFormat, Tasks
from bot.domain.plan import CannotFit, scaled

Words = Annotated[str, Field(strict=True, min_length=1, max_length=75)]
Sentence = Annotated[str, Field(strict=True, min_length=1, max_length=200)]
Minutes = Annotated[int, Field(strict=True, ge=1)]


class WrongFormat(Exception):
    """A format's file cannot be used; the text names the file, the key and the fix."""


def load_formats(folder: Traversable | None = None) -> Mapping[str, SessionFormat]:
    """The formats in a folder's `*.toml` files by name; without a folder, those of the bot.

    Raises:
        WrongFormat: a file is not TOML, or says what a format cannot be.
    """
    files = (folder or resources.files("bot.formats")).iterdir()
    names = {file.name.removesuffix(".toml"): file for file in files if _is_toml(file)}
    return {name: _read(name, names[name]) for name in sorted(names)}


def _is_toml(file: Traversable) -> bool:
    return file.name.endswith(".toml")


def _read(name: str, file: Traversable) -> SessionFormat:
    try:
        in_file = _FormatInFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongFormat(f"{file.name} is not TOML. {error}.") from error
    except ValidationError as error:
        raise WrongFormat(f"{file.name}, {_first_fault(error)}.") from error
    session_format = in_file.named(name)
    if fault := next(_faults(session_format), None):
        raise WrongFormat(f"{file.name}, {fault}.")
    return session_format


class _InFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ItemInFile(_InFile):
    title: Words
    activity: Activity
    weight: Annotated[float, Field(gt=0)]
    at_least: Minutes
    at_most: Minutes

    def as_item(self) -> FormatItem:
        return FormatItem(
            title=self.title,
            activity=self.activity,
            weight=self.weight,
            at_least=self.at_least * MINUTE,
            at_most=self.at_most * MINUTE,
        )


class _TasksInFile(_InFile):
    facilitator: Sentence | None = None
    timekeeper: Sentence | None = None
    scribe: Sentence | None = None
    everybody: Annotated[tuple[Sentence, ...], Field(min_length=1)]

    def as_tasks(self) -> Tasks:
        by_role = {role: getattr(self, role) for role in Role}
        return Tasks(
            roles={role: task for role, task in by_role.items() if task},
            everybody=self.everybody,
        )


class _FormatInFile(_InFile):
    title: Words
    summary: Words
    default_minutes: Minutes
    shortest_minutes: Minutes
    longest_minutes: Minutes
    advance: Advance
    roles: tuple[Role, ...]
    agenda: Annotated[tuple[_ItemInFile, ...], Field(min_length=1)]
    tasks: Mapping[Activity, _TasksInFile]

    def named(self, name: str) -> SessionFormat:
        return SessionFormat(
            name=name,
            title=self.title,
            summary=self.summary,
            default_minutes=self.default_minutes,
            shortest_minutes=self.shortest_minutes,
            longest_minutes=self.longest_minutes,
            advance=self.advance,
            roles=self.roles,
            agenda=tuple(item.as_item() for item in self.agenda),
            tasks={activity: tasks.as_tasks() for activity, tasks in self.tasks.items()},
        )


_FIXES = {"missing": "add this key", "extra_forbidden": "take this key out, it means nothing here"}


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    key = ".".join(str(part) for part in fault["loc"] if part != "[key]")
    return f"{key}: {_FIXES.get(fault['type'], fault['msg'])}"


def _faults(session_format: SessionFormat) -> Iterator[str]:
    """What no single key gets wrong by itself."""
    shortest, longest = session_format.shortest_minutes, session_format.longest_minutes
    if not shortest <= session_format.default_minutes <= longest:
        yield f"default_minutes: choose {shortest} to {longest}, the shortest and the longest"
    for place, item in enumerate(session_format.agenda):
        if item.at_least > item.at_most:
            yield f"agenda.{place}.at_most: make it no less than at_least"
    for activity in Activity:
        tasks = session_format.tasks.get(activity)
        if tasks is None:
            yield f"tasks.{activity}: add it, since an agenda may hold any activity"
        for role in session_format.roles:
            if tasks and role not in tasks.roles:
                yield f"tasks.{activity}.{role}: add a sentence for this role"
    for length in (shortest, longest):
        try:
            scaled(session_format, timedelta(minutes=length))
        except CannotFit as refusal:
            yield f"agenda: change at_least or at_most. At {length} minutes: {refusal.text}"
