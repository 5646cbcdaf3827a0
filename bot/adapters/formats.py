"""Session formats from TOML files: a new format is a file, not code."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bot.domain.rules.plan import CannotFit, scaled
from bot.domain.state.agenda import MINUTE, Activity
from bot.domain.state.captures import CaptureKind
from bot.domain.state.check import MOST_QUESTIONS
from bot.domain.state.formats import (
    Advance,
    Closing,
    FormatItem,
    Role,
    SessionFormat,
    Tasks,
)
from bot.domain.state.groups import GROUP_SIZES, USUAL_SIZE
from bot.domain.state.ideas import USUAL_VOTES

FormatWords = Annotated[str, Field(strict=True, min_length=1, max_length=75)]
Sentence = Annotated[str, Field(strict=True, min_length=1, max_length=200)]
Key = tuple[str | int, ...]
Minutes = Annotated[int, Field(strict=True, ge=1)]
GroupSize = Annotated[int, Field(strict=True, ge=min(GROUP_SIZES), le=max(GROUP_SIZES))]


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
    in_order = sorted(read, key=lambda each: not each.is_usual)
    for name, key, fix in _clashes(in_order):
        line = _line(names[name].read_text(encoding="utf-8"), key)
        raise WrongFormat(f"{name}.toml, line {line}, {_shown(key)}: {fix}.")
    return {each.name: each for each in in_order}


def _clashes(formats: Sequence[SessionFormat]) -> Iterator[tuple[str, Key, str]]:
    """Where formats do not go together: the file, the key to change, and how."""
    taken: dict[str, str] = {each.name: each.name for each in formats}
    for each in formats:
        for word in map(str.lower, each.spellings):
            if word in taken:
                yield each.name, ("spellings",), f"take out {word}, it stands for {taken[word]}"
            taken[word] = each.name
    for other in [each for each in formats if each.is_usual][1:]:
        yield other.name, ("usual",), f"take it out, {formats[0].name}.toml has it"


def _usual_tasks() -> Mapping[Activity, Tasks]:
    """What people do in an activity where their format says nothing else."""
    file = resources.files("bot.formats") / "usual" / "tasks.toml"
    read = TypeAdapter(Mapping[Activity, _TasksInFile]).validate_python(
        tomllib.loads(file.read_text(encoding="utf-8"))
    )
    return {activity: tasks.as_tasks() for activity, tasks in read.items()}


def _is_toml(file: Traversable) -> bool:
    return file.name.endswith(".toml")


def _read(name: str, file: Traversable, usual: Mapping[Activity, Tasks]) -> SessionFormat:
    try:
        text = file.read_text(encoding="utf-8")
        read = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongFormat(f"{file.name} is not TOML. {error}.") from error
    try:
        in_file = _FormatInFile.model_validate(read)
    except ValidationError as error:
        raise WrongFormat(f"{file.name}, {_first_fault(error, text)}.") from error
    session_format = in_file.named(name, usual)
    for key, fix in _faults(session_format):
        raise WrongFormat(f"{file.name}, line {_line(text, key)}, {_shown(key)}: {fix}.")
    return session_format


class _InFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _ItemInFile(_InFile):
    title: FormatWords
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


class _CloseInFile(_InFile):
    question: FormatWords = Closing().question
    expects: tuple[CaptureKind, ...] = ()

    def as_closing(self) -> Closing:
        return Closing(question=self.question, expects=self.expects)


class _FormatInFile(_InFile):
    title: FormatWords
    summary: FormatWords
    usual: bool = False
    spellings: tuple[FormatWords, ...] = ()
    default_minutes: Minutes
    shortest_minutes: Minutes
    longest_minutes: Minutes
    advance: Advance
    roles: tuple[Role, ...]
    agenda: Annotated[tuple[_ItemInFile, ...], Field(min_length=1)]
    tasks: Mapping[Activity, _TasksInFile] = {}
    quiet: bool = False
    alone: bool = False
    anonymous: bool = False
    votes: Annotated[int, Field(strict=True, ge=1, le=10)] = USUAL_VOTES
    goals: bool = False
    thoughts: bool = False
    close: _CloseInFile = _CloseInFile()
    group_size: GroupSize = USUAL_SIZE
    quiz: Annotated[tuple[Sentence, ...], Field(max_length=MOST_QUESTIONS)] = ()
    day_minutes: Minutes | None = None
    long_break_minutes: Minutes | None = None

    def named(self, name: str, usual: Mapping[Activity, Tasks]) -> SessionFormat:
        own = {activity: tasks.as_tasks() for activity, tasks in self.tasks.items()}
        return SessionFormat(
            name=name,
            title=self.title,
            summary=self.summary,
            is_usual=self.usual,
            spellings=self.spellings,
            default_minutes=self.default_minutes,
            shortest_minutes=self.shortest_minutes,
            longest_minutes=self.longest_minutes,
            advance=self.advance,
            roles=self.roles,
            agenda=tuple(item.as_item() for item in self.agenda),
            tasks={**usual, **own},
            quiet=self.quiet,
            alone=self.alone,
            anonymous=self.anonymous,
            votes=self.votes,
            goals=self.goals,
            thoughts=self.thoughts,
            close=self.close.as_closing(),
            group_size=self.group_size,
            quiz=self.quiz,
            day=(self.day_minutes or 0) * MINUTE,
            long_break=(self.long_break_minutes or 0) * MINUTE,
        )


# The tables that a file may have, each with its keys.
TABLES: tuple[type[BaseModel], ...] = (_FormatInFile, _ItemInFile, _TasksInFile, _CloseInFile)

_FIXES = {"missing": "add this key", "extra_forbidden": "take this key out, it means nothing here"}


def _first_fault(error: ValidationError, text: str) -> str:
    fault = error.errors()[0]
    key = tuple(part for part in fault["loc"] if part != "[key]")
    fix = _FIXES.get(fault["type"], fault["msg"])
    return f"line {_line(text, key)}, {_shown(key)}: {fix}"


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
