"""The kinds of rule the tables are made of; each tells what is wrong with one JSON value.

The wording follows the messages of Slack's validator wherever one has been published.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from localslack.validation.problems import Fault

Object = Mapping[str, object]
Relation = Callable[[Object, str], Iterable[Fault]]
"""A rule about several fields of one object; asked only when each field is sound by itself."""


class Rule(Protocol):
    def faults(self, value: object, at: str) -> Iterator[Fault]: ...


@dataclass(frozen=True, slots=True)
class Form:
    """A way a string must be written, with the sentence that says so."""

    message: str
    fits: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Text:
    most: int | None = None
    least: int = 1
    form: Form | None = None

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(at, "must provide a string")
        elif len(value) < self.least:
            yield Fault(at, f"must be more than {self.least - 1} characters")
        elif self.most is not None and len(value) > self.most:
            yield Fault(at, f"must be less than {self.most + 1} characters")
        elif self.form and not self.form.fits(value):
            yield Fault(at, self.form.message)


@dataclass(frozen=True, slots=True)
class Choice:
    values: tuple[object, ...]

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        # True == 1 in Python, but not in JSON.
        if isinstance(value, bool) or value not in self.values:
            wanted = ", ".join(str(choice) for choice in self.values)
            yield Fault(at, f"must be one of: {wanted}")


@dataclass(frozen=True, slots=True)
class Flag:
    def faults(self, value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, bool):
            yield Fault(at, "must provide a boolean")


@dataclass(frozen=True, slots=True)
class Number:
    least: float | None = None
    most: float | None = None
    whole: bool = True
    above: float | None = None

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        kinds = int if self.whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            yield Fault(at, f"must provide {'an integer' if self.whole else 'a number'}")
        elif self.least is not None and value < self.least:
            yield Fault(at, f"must be greater than {self.least - 1:g}")
        elif self.above is not None and value <= self.above:
            yield Fault(at, f"must be greater than {self.above:g}")
        elif self.most is not None and value > self.most:
            yield Fault(at, f"must be less than {self.most + 1:g}")


@dataclass(frozen=True, slots=True)
class Items:
    each: Rule
    most: int | None = None
    least: int = 1

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault(at, "must provide an array")
            return
        if len(value) < self.least:
            yield Fault(at, f"must provide at least {self.least} items")
        if self.most is not None and len(value) > self.most:
            yield Fault(at, f"no more than {self.most} items allowed")
        for number, item in enumerate(value):
            yield from self.each.faults(item, f"{at}/{number}")


@dataclass(frozen=True, slots=True)
class OrNull:
    rule: Rule

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        if value is not None:
            yield from self.rule.faults(value, at)


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: the fields it must have, those it may have, and how they relate."""

    must: Mapping[str, Rule] = field(default_factory=dict)
    may: Mapping[str, Rule] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, Mapping):
            yield Fault(at, "must provide an object")
            return
        found = [*self._missing(value, at), *self._unknown(value, at)]
        for key, rule in (*self.must.items(), *self.may.items()):
            if key in value:
                found.extend(rule.faults(value[key], f"{at}/{key}"))
        yield from found
        if not found:
            for relation in self.relations:
                yield from relation(value, at)

    def _missing(self, value: Object, at: str) -> Iterator[Fault]:
        for key in self.must:
            if key not in value:
                yield Fault(at, f"missing required field: {key}")

    def _unknown(self, value: Object, at: str) -> Iterator[Fault]:
        for key in value:
            if key not in self.must and key not in self.may:
                yield Fault(at, f"invalid additional property: {key}")


@dataclass(frozen=True, slots=True)
class Typed:
    """An object whose `type` decides which shape it must have."""

    shapes: Mapping[str, Shape]

    def faults(self, value: object, at: str) -> Iterator[Fault]:
        if not isinstance(value, Mapping):
            yield Fault(at, "must provide an object")
            return
        if "type" not in value:
            yield Fault(at, "missing required field: type")
            return
        kind = value["type"]
        if not isinstance(kind, str) or kind not in self.shapes:
            yield Fault(f"{at}/type", f"unsupported type: {kind}")
            return
        rest = {key: field for key, field in value.items() if key != "type"}
        yield from self.shapes[kind].faults(rest, at)

    def only(self, kinds: Collection[str]) -> "Typed":
        return Typed({kind: self.shapes[kind] for kind in self.shapes if kind in kinds})


def matches(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).fullmatch
