"""Tests that cannot run on a machine are left out, and not in silence."""

import asyncio
import sys
from asyncio.subprocess import PIPE, STDOUT

import pytest

from tests.support.checkout import ROOT


@pytest.mark.timeout(180)
async def test_without_a_chromium_the_end_says_why_browser_tests_were_left_out() -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pytest", "-n", "1", "-p", "no:cacheprovider"),
        "localslack/tests/browser/test_modals.py",
        cwd=ROOT,
        env={"PATH": ""},
        stdout=PIPE,
        stderr=STDOUT,
    )
    shown, _ = await process.communicate()

    said = "2 tests left out: browser tests need a Chromium, and this machine has none"
    assert said in shown.decode().splitlines(), shown.decode()
    assert process.returncode == 0
