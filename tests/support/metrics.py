"""Reading what Prometheus would read."""

import re

LINE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$")
LABEL = re.compile(r'(\w+)="([^"]*)"')


def read(page: str) -> dict[tuple[str, frozenset[str]], float]:
    """Every sample of a page, by its name and its labels' values."""
    found = {}
    for line in page.splitlines():
        if not line.startswith("#"):
            match = LINE.match(line)
            assert match is not None, f"no sample: {line}"
            values = frozenset(value for _, value in LABEL.findall(match[2] or ""))
            found[match[1], values] = float(match[3])
    return found


def sample(page: str, name: str, *values: str) -> float:
    """One sample, by its name and all its labels' values; 0 if there is none yet."""
    return read(page).get((name, frozenset(values)), 0.0)
