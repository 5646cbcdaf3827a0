"""Rules about several fields of one object, as building blocks for the tables."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from localslack.validation.problems import Fault
from localslack.validation.rules import Object, Relation


def one_at_least(*keys: str) -> Relation:
    def check(value: Object, at: str) -> Iterator[Fault]:
        if not any(key in value for key in keys):
            yield Fault(at, f"must define either {_named(keys)}")

    return check


def one_at_most(*keys: str) -> Relation:
    def check(value: Object, at: str) -> Iterator[Fault]:
        if sum(key in value for key in keys) > 1:
            yield Fault(at, f"must define only one of {_named(keys)}")

    return check


def needs(key: str, other: str) -> Relation:
    """The first field only means something when the second is true."""

    def check(value: Object, at: str) -> Iterator[Fault]:
        if value.get(key) and not value.get(other):
            yield Fault(f"{at}/{key}", f"must only be set when `{other}` is true")

    return check


def excludes(key: str, other: str) -> Relation:
    def check(value: Object, at: str) -> Iterator[Fault]:
        if value.get(key) and value.get(other):
            yield Fault(f"{at}/{key}", f"must not be set when `{other}` is true")

    return check


def ascending(*keys: str) -> Relation:
    """The fields that are present must not decrease in the order given."""

    def check(value: Object, at: str) -> Iterator[Fault]:
        present = [key for key in keys if key in value]
        for low, high in pairwise(present):
            if _decimal(value[low]) > _decimal(value[high]):
                yield Fault(f"{at}/{low}", f"must not be more than `{high}`")

    return check


def length_between(key: str, low: str, high: str) -> Relation:
    def check(value: Object, at: str) -> Iterator[Fault]:
        if key not in value:
            return
        size = len(str(value[key]))
        if size < _decimal(value.get(low, 0)):
            yield Fault(f"{at}/{key}", f"must not be shorter than `{low}`")
        if high in value and size > _decimal(value[high]):
            yield Fault(f"{at}/{key}", f"must not be longer than `{high}`")

    return check


def whole_unless(allowed: str, *keys: str) -> Relation:
    def check(value: Object, at: str) -> Iterator[Fault]:
        for key in keys:
            if not value.get(allowed) and "." in str(value.get(key, "")):
                yield Fault(f"{at}/{key}", f"must be a whole number unless `{allowed}` is true")

    return check


def no_more_than(key: str, limit: str) -> Relation:
    def check(value: Object, at: str) -> Iterator[Fault]:
        chosen, most = value.get(key), value.get(limit)
        if isinstance(chosen, list) and isinstance(most, int) and len(chosen) > most:
            yield Fault(f"{at}/{key}", f"no more than {most} items allowed")

    return check


def initial_among_options(value: Object, at: str) -> Iterator[Fault]:
    """What is chosen at the start must be, word for word, one of the options."""
    options = _options(value)
    if "initial_option" in value and value["initial_option"] not in options:
        yield Fault(f"{at}/initial_option", "must match one of the provided `options`")
    chosen = value.get("initial_options")
    for number, option in enumerate(chosen if isinstance(chosen, list) else []):
        if option not in options:
            yield Fault(
                f"{at}/initial_options/{number}", "must match one of the provided `options`"
            )


def _options(value: Object) -> list[object]:
    groups = value.get("option_groups")
    lists = [group.get("options") for group in groups] if isinstance(groups, list) else []
    lists.append(value.get("options"))
    return [option for options in lists if isinstance(options, list) for option in options]


def _named(keys: tuple[str, ...]) -> str:
    return " or ".join(f"`{key}`" for key in keys)


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))
