"""A module's tests have its path: those of `bot/x/y/z.py` are `x/y/test_z.py` in one of two levels.

What needs more than one file has others beside it, `test_z_in_trouble.py`. Tests of what several
modules do together stand in the folder `together` of their package.
"""

import ast
from pathlib import Path

from tests.support.checkout import ROOT

BOT = ROOT / "bot"
LEVELS = tuple(ROOT / "tests" / level for level in ("unit", "integration"))
TESTS = sorted(test for level in LEVELS for test in level.rglob("test_*.py"))
# One module a line. It gets shorter: whoever writes a test for one of them takes it off.
LISTED = (Path(__file__).parent / "tested_through_others.txt").read_text("utf-8").splitlines()


def has_logic(module: Path) -> bool:
    """Whether any function does something, as none does in constants, ports and plain values."""
    functions = (
        node
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "__init__"
    )
    return not all(is_stub(statement) for each in functions for statement in each.body)


def is_stub(statement: ast.stmt) -> bool:
    """Whether it is a docstring, `...` or `pass`."""
    match statement:
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case _:
            return False


def has_test(module: Path) -> bool:
    subject = module.parent if module.name == "__init__.py" else module.with_suffix("")
    path = subject.relative_to(BOT)
    return any((level / path.parent / f"test_{path.name}.py").exists() for level in LEVELS)


def has_subject(test: Path) -> bool:
    """Whether there is a module or a package where a test says that it is."""
    (level,) = (each for each in LEVELS if test.is_relative_to(each))
    folder = BOT / test.parent.relative_to(level)
    if folder.name == "together":
        return (folder.parent / "__init__.py").exists()
    modules = (module.stem for module in folder.glob("*.py"))
    packages = (package.parent.name for package in folder.glob("*/__init__.py"))
    return any(f"{test.stem}_".startswith(f"test_{each}_") for each in (*modules, *packages))


def untested() -> set[str]:
    """The modules without a test of their own; each migration is tested as one of all."""
    return {
        str(module.relative_to(BOT))
        for module in BOT.rglob("*.py")
        if "versions" not in module.parts and has_logic(module) and not has_test(module)
    }


def test_a_module_without_a_test_is_on_the_list() -> None:
    assert untested() - set(LISTED) == set()


def test_a_module_on_the_list_is_there_and_has_no_test() -> None:
    assert set(LISTED) - untested() == set()
    assert sorted(set(LISTED)) == LISTED


def test_a_test_stands_where_its_module_is() -> None:
    assert [str(test.relative_to(ROOT)) for test in TESTS if not has_subject(test)] == []
