"""Every use case has one shape: an async function of the work, of who asks, and then the rest."""

import ast
from pathlib import Path

import pytest

USE_CASES = sorted((Path(__file__).parents[3] / "bot/application/use_cases").glob("[!_]*.py"))
# What several of them share goes on in the transaction that one of them has opened.
BEFORE_THE_REST = ("work", "tx", "asker")


@pytest.mark.parametrize("module", USE_CASES, ids=lambda module: module.stem)
def test_a_use_case_is_a_function_that_takes_the_work_first(module: Path) -> None:
    for node in ast.parse(module.read_text("utf-8")).body:
        match node:
            case ast.AsyncFunctionDef(name=name):
                taken = [each.arg for each in node.args.args]
                first = [each for each in BEFORE_THE_REST if each in taken]
                assert first, name
                assert taken[: len(first)] == first, name
            case ast.ClassDef(name=name):
                assert not any(isinstance(each, ast.AsyncFunctionDef) for each in node.body), name
            case _:
                pass
