"""`make chaos`: storms over SQLite and over Postgres, from a seed that is printed."""

import argparse
import asyncio
import secrets
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.campaign import FULL, QUICK, campaign
from tests.chaos.outcome import table


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", default="", help="repeat the storms of this seed")
    asked.add_argument("--quick", action="store_true", help="a short run")
    given = asked.parse_args()
    seed = given.seed or secrets.token_hex(4)
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    print(f"SEED={seed}. This takes about ten minutes.", flush=True)
    began = time.monotonic()
    results = asyncio.run(campaign(seed, folder, QUICK if given.quick else FULL))
    print(table(results.columns))
    print(f"SEED={seed}: {(time.monotonic() - began) / 60:.1f} minutes")
    for line in results.complaints():
        print(line)
    return 1 if results.complaints() else 0


if __name__ == "__main__":
    sys.exit(main())
