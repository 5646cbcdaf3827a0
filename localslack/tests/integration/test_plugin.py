"""Where localslack is installed, pytest knows its fixtures without being told."""

import asyncio
import shutil
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

SAMPLE_APP = Path(__file__).parents[1] / "sample_app"
TEST = """
async def test_a_roll_is_told_to_everybody(local_slack, run_app):
    await run_app("app.py")
    await local_slack.person("Ana").runs("/roll")
    await local_slack.person("Ben").sees("@Ana rolled")
"""
SETTINGS = """
[pytest]
asyncio_mode = auto
asyncio_default_fixture_loop_scope = function
"""


async def test_a_project_of_somebody_else_needs_no_conftest(tmp_path: Path) -> None:
    for name in ("app.py", "manifest.yml"):
        shutil.copy(SAMPLE_APP / name, tmp_path)
    (tmp_path / "test_dice.py").write_text(TEST)
    (tmp_path / "pytest.ini").write_text(SETTINGS)

    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pytest", "-q"), cwd=tmp_path, stdout=PIPE, stderr=STDOUT
    )
    shown, _ = await process.communicate()

    assert "1 passed" in shown.decode(), shown.decode()
