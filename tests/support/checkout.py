"""This checkout, for processes that run what stands in it."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {
    **os.environ,  # noqa: TID251
    "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "localslack" / "src"))),
}
