"""A folder for attacks, which stays if something was found."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def short_folder() -> Iterator[Path]:
    # Not in pytest's folder: the path of Postgres' socket has to be short.
    folder = Path(tempfile.mkdtemp(prefix="attack-"))
    yield folder
    with contextlib.suppress(OSError):
        folder.rmdir()
