"""Who is in a workspace, from a YAML or JSON file: a list of people, each at least with a name."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from localslack.users import NewPerson

_FIELDS = {field.name for field in fields(NewPerson)}


class PeopleError(ValueError):
    """The file cannot be read or does not list people; says what is wrong where."""


def load_people(path: Path) -> list[NewPerson]:
    """Read the people.

    Raises:
        PeopleError: if anything in the file is not as it should be.
    """
    try:
        # JSON is YAML too, so one reader serves both.
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PeopleError(f"{path}: cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PeopleError(f"{path}: is neither YAML nor JSON: {error}") from error
    if not isinstance(listed, list) or not listed:
        raise PeopleError(f"{path}: must be a list of people, such as `- name: Ana`")
    people = [_person(each, f"{path}: person {n}") for n, each in enumerate(listed, 1)]
    names = [person.name for person in people]
    if len(set(names)) < len(names):
        raise PeopleError(f"{path}: two people have the same name")
    return people


def _person(listed: object, where: str) -> NewPerson:
    if isinstance(listed, str):
        return NewPerson(listed)
    if not isinstance(listed, Mapping) or not isinstance(listed.get("name"), str):
        raise PeopleError(f"{where}: needs a name")
    unknown = sorted(str(key) for key in listed if key not in _FIELDS)
    if unknown:
        raise PeopleError(f"{where}: {unknown[0]} is not known; {', '.join(sorted(_FIELDS))} are")
    person = NewPerson(**listed)
    try:
        ZoneInfo(person.tz)
    except (ZoneInfoNotFoundError, ValueError, TypeError) as error:
        raise PeopleError(f"{where}: there is no time zone {person.tz!r}") from error
    return person
