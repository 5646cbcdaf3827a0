"""`make attack`: mutated, forged and masses of deliveries, from a seed that is printed."""

import argparse
import asyncio
import secrets
import sys
import tempfile
import time
from pathlib import Path

from tests.attack.campaign import campaign
from tests.attack.oracle import table
from tests.attack.plans import full, quick


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", default="", help="repeat the attacks of this seed")
    asked.add_argument("--quick", action="store_true", help="the short run that is in the tests")
    given = asked.parse_args()
    seed = given.seed or secrets.token_hex(4)
    plan, takes = (quick(seed), "40 seconds") if given.quick else (full(seed), "some minutes")
    again = f"make attack SEED={seed}{' QUICK=1' if given.quick else ''}"
    folder = Path(tempfile.mkdtemp(prefix="attack-"))
    print(f"{again}\nThis takes about {takes}.", flush=True)
    began = time.monotonic()
    results = asyncio.run(campaign(plan, folder))
    print(table(results.columns))
    print(f"{again}: {time.monotonic() - began:.0f} seconds")
    for line in results.complaints():
        print(line)
    return 1 if results.complaints() else 0


if __name__ == "__main__":
    sys.exit(main())
