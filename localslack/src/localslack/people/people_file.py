"""Who is in a workspace, from a YAML or JSON file: a list of people, each at least with a name."""

import json
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import get_type_hints
from zoneinfo import ZoneInfo

import yaml

from localslack.workspace.users import NewPerson

_FIELDS = get_type_hints(NewPerson)
_WORDS = {str: "text (put it in quotes)", bool: "true or false"}


class PeopleError(ValueError):
    """The people cannot be taken as they are listed; says what is wrong where, and the remedy."""


def load_people(path: Path) -> list[NewPerson]:
    """Read the people; each is a name alone, or the fields of `NewPerson`.

    Raises:
        PeopleError: If anything in the file is not as it should be.
    """
    try:
        return _people(_read(path))
    except OSError as error:
        raise PeopleError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise PeopleError(f"{path}: is no text in UTF-8; save it as that") from error
    except PeopleError as error:
        raise PeopleError(f"{path}: {error}") from error


def check_names(people: Sequence[NewPerson]) -> None:
    """See that everybody can be told apart.

    Raises:
        PeopleError: If two people have the same name.
    """
    names = [person.name for person in people]
    for number, name in enumerate(names):
        if name in names[:number]:
            first = names.index(name) + 1
            raise PeopleError(
                f"person {first} and person {number + 1} are both called {name!r}; "
                "give one of them another name"
            )


def _read(path: Path) -> object:
    text = path.read_text(encoding="utf-8")
    try:
        # YAML can read most JSON, but none that is indented with tabs.
        return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except json.JSONDecodeError as error:
        raise PeopleError(f"line {error.lineno}: is no JSON ({error.msg})") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PeopleError(f"line {line}: is no YAML ({error.problem})") from error
    except yaml.YAMLError as error:
        raise PeopleError(f"is no YAML ({str(error).splitlines()[0]})") from error


def _people(listed: object) -> list[NewPerson]:
    if not isinstance(listed, list) or not listed:
        raise PeopleError("must be a list of people, such as `- name: Ana`")
    people = [_person(each, f"person {number}") for number, each in enumerate(listed, 1)]
    check_names(people)
    return people


def _person(listed: object, where: str) -> NewPerson:
    given = {"name": listed} if isinstance(listed, str) else listed
    if not isinstance(given, Mapping):
        raise PeopleError(f"{where}: must be a name, or fields such as `name: Ana`, not {given!r}")
    for field, value in given.items():
        _check_field(f"{where}: {field}", field, value)
    if not given.get("name", "").strip():
        raise PeopleError(f"{where}: needs a name, such as `name: Ana`")
    person = NewPerson(**given)
    _check_zone(f"{where} ({person.name}): tz", person.tz)
    return person


def _check_field(where: str, field: object, value: object) -> None:
    kind = _FIELDS.get(str(field))
    if kind is None:
        meant = get_close_matches(str(field), _FIELDS, n=1)
        remedy = f"did you mean {meant[0]}?" if meant else f"there are {', '.join(sorted(_FIELDS))}"
        raise PeopleError(f"{where}: is not a field; {remedy}")
    if type(value) is not kind:
        raise PeopleError(f"{where}: must be {_WORDS[kind]}, not {value!r}")


def _check_zone(where: str, zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (LookupError, ValueError, OSError) as error:
        raise PeopleError(
            f"{where}: there is no time zone {zone!r}; write one such as Europe/Berlin"
        ) from error
