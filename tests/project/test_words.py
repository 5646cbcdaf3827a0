"""One word per thing: no class and no constant has the name of another one."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.support.checkout import ROOT

BOT = ROOT / "bot"
# What every subject of the Slack adapter has, and nobody takes from more than one by this name.
SHARED = {"BUTTONS": "the table of a subject's buttons"}
# Each module that logs has one, as structlog advises.
LOGGER = "log"


def names_of(module: Path) -> Iterator[str]:
    """The classes and constants that a module defines."""
    for node in ast.parse(module.read_text("utf-8")).body:
        match node:
            case ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (each.id for each in targets if isinstance(each, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case _:
                pass


def test_no_class_and_no_constant_has_the_name_of_another_one() -> None:
    modules = [each for each in BOT.rglob("*.py") if "versions" not in each.parts]
    where = defaultdict(list)
    for module in modules:
        for name in names_of(module):
            if not name.startswith("_") and name != LOGGER:
                where[name].append(str(module.relative_to(BOT)))
    twice = {name: places for name, places in where.items() if len(places) > 1}

    assert {name: places for name, places in twice.items() if name not in SHARED} == {}
    assert twice.keys() == SHARED.keys()
