"""A button that a sentence of the domain or the application names is one that people can see."""

import ast
import json
import re
from collections.abc import Iterator

from tests.support.checkout import ROOT

DRAWN = ROOT / "tests" / "unit" / "adapters" / "slack" / "together" / "__snapshots__"
NAMED = re.compile(r"\b[Pp]ress (?=[A-Z])")


def labels() -> set[str]:
    """Every label of a button, a menu's option or a form's own button, as it is drawn."""
    return {
        label for file in DRAWN.rglob("*.json") for label in drawn(json.loads(file.read_text()))
    }


def drawn(shown: object) -> Iterator[str]:
    match shown:
        case {"type": "button" | "modal", **parts}:
            for part in ("text", "submit"):
                match parts.get(part):
                    case {"text": str(label)}:
                        yield label
        case {"text": {"type": "plain_text", "text": str(label)}, "value": str()}:
            yield label
    match shown:
        case dict():
            for part in shown.values():
                yield from drawn(part)
        case list():
            for part in shown:
                yield from drawn(part)


def sentences() -> Iterator[str]:
    for room in ("domain", "application"):
        for module in (ROOT / "bot" / room).rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text("utf-8"))):
                match node:
                    case ast.Constant(value=str(text)):
                        yield text


def test_every_button_that_a_sentence_names_is_drawn() -> None:
    known = labels()
    named = [text[found.end() :] for text in sentences() for found in NAMED.finditer(text)]
    unknown = [
        rest for rest in named if not any(re.match(rf"{re.escape(one)}\b", rest) for one in known)
    ]

    assert len(named) > 20
    assert unknown == []
