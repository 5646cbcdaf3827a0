"""`make demo` plays a whole session, shows it, and says whether all went well."""

import asyncio
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]


async def test_the_demo_ends_with_its_recap_in_under_a_minute() -> None:
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "demo",
        cwd=ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    transcript = told.decode()
    played, _, recap = transcript.rpartition(" Recap ")

    assert process.returncode == 0, transcript
    assert time.monotonic() - began < 60
    assert "Ana types /worksession start" in played
    assert "puts ✅ on" in played
    assert "worksession edits" in played
    for kept in ("The version goes into the path", "migration guide", "The spec is here"):
        assert kept in recap
