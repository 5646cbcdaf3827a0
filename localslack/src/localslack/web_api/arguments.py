"""The arguments of a Web API call, read as Slack reads them from JSON, forms and queries."""

import json
import re
from collections.abc import Mapping

from localslack.errors import SlackError
from localslack.json_types import JsonObject

_TIME = re.compile(r"[0-9]+(\.[0-9]*)?")
_TRUE = frozenset({"true", "True", "1"})


class Arguments:
    """Typed access to what was sent; in forms and queries, structures are JSON in a string."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = {name: value for name, value in values.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def names(self) -> frozenset[str]:
        return frozenset(self._values)

    def as_json(self) -> JsonObject:
        return dict(self._values)

    def text(self, name: str, default: str = "") -> str:
        value = self._values.get(name, default)
        if isinstance(value, Mapping | list):
            raise invalid(f"must provide a string [json-pointer:/{name}]")
        return str(value)

    def flag(self, name: str) -> bool:
        return self.text(name) in _TRUE

    def number(self, name: str, default: int, most: int) -> int:
        try:
            number = int(self.text(name) or default)
        except ValueError as error:
            raise invalid(f"must be a number: {name}") from error
        if not 0 < number <= most:
            raise invalid(f"must be from 1 to {most}: {name}")
        return number

    def time(self, name: str, default: float) -> float:
        """A time in seconds since 1970."""
        given = self.text(name)
        if given and not _TIME.fullmatch(given):
            raise SlackError(f"invalid_ts_{name}")
        return float(given or default)

    def words(self, name: str) -> list[str]:
        """A list, which may also come as words with commas between them."""
        value = self._values.get(name, "")
        if isinstance(value, list):
            return [str(each) for each in value]
        return [word for word in str(value).replace(" ", "").split(",") if word]

    def structures(self, names: frozenset[str]) -> JsonObject:
        """These arguments, those present, parsed if they came as JSON in a string."""
        return {name: self._structure(name) for name in sorted(names & self.names())}

    def _structure(self, name: str) -> object:
        value = self._values[name]
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except json.JSONDecodeError as error:
            raise invalid(f"must be valid JSON: {name}") from error

    def object(self, name: str) -> JsonObject:
        value = self.structures(frozenset({name})).get(name)
        if not isinstance(value, dict):
            raise invalid(f"must be an object: {name}")
        return value

    def objects(self, name: str) -> list[JsonObject]:
        value = self.structures(frozenset({name})).get(name)
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise invalid(f"must be a list of objects: {name}")
        return value


def invalid(message: str) -> SlackError:
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {message}"]})
