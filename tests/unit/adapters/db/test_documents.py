"""A document holds a value as it was, or is not written."""

from dataclasses import dataclass
from typing import Any

import pytest

from bot.adapters.db import documents
from bot.adapters.db.documents import NotLoadable
from bot.domain.state.session import Session
from tests.support.sessions import a_session


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    number: int = 0


def test_a_session_is_read_as_it_was_written() -> None:
    session = a_session().running().build()

    assert documents.read(documents.write(session, Session), Session) == session


def test_a_field_that_came_later_has_its_usual_value() -> None:
    assert documents.read('{"text": "old", "gone": 1}', Note) == Note("old")


@pytest.mark.parametrize("worst", [5, None, ["a"], {"a": 1}, b"bytes", "half \ud83d", object()])
def test_what_would_be_read_as_something_else_is_not_written(worst: Any) -> None:
    with pytest.raises(NotLoadable):
        documents.write(Note(worst), Note)
    if worst != "half \ud83d":
        with pytest.raises(NotLoadable):
            documents.builtins_of(Note(worst), Note)


@pytest.mark.parametrize("raw", ["", "{}", "[]", '{"text": 5}', "nonsense"])
def test_what_was_never_written_so_cannot_be_read(raw: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        documents.read(raw, Note)
