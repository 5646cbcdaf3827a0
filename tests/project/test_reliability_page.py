"""The page that an administrator trusts tells of every fault that is tested, and of no other."""

import re

from tests.support.checkout import ROOT

TEST = re.compile(r"^(?:async )?def (test_\w+)", re.MULTILINE)


def test_every_fault_stands_on_the_page() -> None:
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    modules = (ROOT / "tests" / "faults").glob("test_*.py")
    tests = {name for module in modules for name in TEST.findall(module.read_text("utf-8"))}

    assert set(re.findall(r"`(test_\w+)`", page)) == tests
