"""docs/formats.md names every key that a format's file may have."""

from dataclasses import fields

import pytest

from bot.domain.state.agenda import Activity
from bot.domain.state.formats import Closing, FormatItem, SessionFormat, Tasks
from tests.support.checkout import ROOT

PAGE = (ROOT / "docs" / "formats.md").read_text("utf-8")
TABLES = (SessionFormat, FormatItem, Tasks, Closing)
NAMED_BY_ITS_FILE = {"name"}
KEYS = sorted({key.name for table in TABLES for key in fields(table)} - NAMED_BY_ITS_FILE)
OF_AN_AGENDA_TYPED = {Activity.DAY_BREAK}


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_a_format_stands_in_the_page(key: str) -> None:
    assert f"`{key}`" in PAGE


@pytest.mark.parametrize("activity", sorted(set(Activity) - OF_AN_AGENDA_TYPED))
def test_every_activity_of_a_format_stands_in_the_page(activity: Activity) -> None:
    assert f"`{activity}`" in PAGE
