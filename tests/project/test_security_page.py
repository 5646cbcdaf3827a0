"""The page that somebody trusts who lets the bot into a workspace names tests that there are."""

import re

from tests.support.checkout import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
TEST = re.compile(r"^(?:async )?def (test_\w+)", re.MULTILINE)
ROW = re.compile(r"^\| (?!who |promise |---)(.+) \|$", re.MULTILINE)


def names_in(*folders: str) -> set[str]:
    modules = (each for folder in folders for each in (ROOT / "tests" / folder).rglob("test_*.py"))
    return {name for module in modules for name in TEST.findall(module.read_text("utf-8"))}


def test_every_test_on_the_page_is_there() -> None:
    assert set(re.findall(r"`(test_\w+)`", PAGE)) <= names_in("")


def test_every_promise_names_its_test() -> None:
    promises = PAGE[PAGE.index("## The door") :]

    assert not [row for row in ROW.findall(promises) if "`test_" not in row]


def test_who_reports_a_hole_finds_how() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "docs/security.md"):
        assert "SECURITY.md" in (ROOT / page).read_text("utf-8"), page
