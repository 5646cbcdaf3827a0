"""A known hole in a dependency fails the build; a network that is not there does not."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.checkout import ROOT

SCRIPT = ROOT / ".ci" / "audit_verdict.py"
HOLE = {"id": "PYSEC-1", "fix_versions": ["1.2"]}


def verdict(tmp_path: Path, report: str) -> tuple[int, str]:
    file = tmp_path / "report.json"
    file.write_text(report, "utf-8")
    ran = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, SCRIPT, file], check=False, capture_output=True, text=True
    )
    return ran.returncode, ran.stdout


def report(*dependencies: object) -> str:
    return json.dumps({"dependencies": dependencies})


def test_a_known_hole_fails_and_says_where_it_is_mended(tmp_path: Path) -> None:
    told = report({"name": "aiohttp", "version": "1.1", "vulns": [HOLE]})

    code, said = verdict(tmp_path, told)

    assert code == 1
    assert "aiohttp 1.1: PYSEC-1, mended in 1.2" in said


def test_without_a_known_hole_it_passes(tmp_path: Path) -> None:
    told = report({"name": "aiohttp", "version": "1.2", "vulns": []})

    assert verdict(tmp_path, told) == (0, "1 dependencies have no known hole.\n")


def test_where_nobody_can_be_asked_it_passes_and_says_so(tmp_path: Path) -> None:
    skipped = report({"name": "aiohttp", "skip_reason": "not found"})

    for told in ("", "no JSON", skipped):
        code, said = verdict(tmp_path, told)
        assert code == 0
        assert "checked" in said
