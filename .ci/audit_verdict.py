"""Reads what pip-audit found: a known hole fails, and what could not be asked is said."""

import json
import sys
from pathlib import Path


def verdict(report: str) -> tuple[int, list[str]]:
    """The exit code, and what to say.

    Args:
        report: pip-audit's JSON, or nothing where it could not run.
    """
    try:
        dependencies = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, ["Nobody could be asked for known holes; nothing was checked."]
    holes = [
        f"{each['name']} {each['version']}: {hole['id']}, mended in "
        f"{', '.join(hole['fix_versions']) or 'no version yet'}"
        for each in dependencies
        for hole in each.get("vulns", ())
    ]
    if holes:
        return 1, [*holes, "Pin a version without it: make lock."]
    checked = sum("vulns" in each for each in dependencies)
    left = len(dependencies) - checked
    said = [f"{checked} dependencies have no known hole."] if checked else []
    if left:
        said.append(f"{left} could not be asked about, and were not checked.")
    return 0, said


def main() -> int:
    code, said = verdict(Path(sys.argv[1]).read_text("utf-8"))
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main())
