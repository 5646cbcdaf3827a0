"""The page that shows the rooms names every one of them, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "localslack"


def test_the_page_names_what_there_is() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = page[page.index("| room") : page.index("Tests stand")]
    rooms = {path.parent.name + "/" for path in PACKAGE.glob("*/__init__.py")}
    modules = {path.name for path in PACKAGE.glob("[a-z]*.py")}
    page_rooms = {path.name + "/" for path in (PACKAGE / "page").glob("[a-z]*") if path.is_dir()}

    assert set(re.findall(r"`(\w+(?:/|\.py))`", rows)) == rooms | modules | page_rooms
