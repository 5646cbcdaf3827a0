"""`python -m bot.adapters.db.migrations "message"` writes a migration from the tables."""

import asyncio
import sys
from pathlib import Path

from bot.adapters.db import migrations
from bot.adapters.db.engine import open_engine


async def write(message: str) -> Path:
    """Compare the tables with what all migrations so far make of an empty database."""
    engine = open_engine("sqlite://")
    written: list[Path] = []
    try:
        await migrations.run(engine, migrations.upgrade)
        await migrations.run(
            engine,
            lambda connection: written.append(migrations.write_revision(connection, message)),
        )
    finally:
        await engine.dispose()
    return written[0]


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit('Say what changes: python -m bot.adapters.db.migrations "add due dates"')
    path = asyncio.run(write(sys.argv[1]))
    sys.stdout.write(f"Wrote {path}. Read it, then: make format test\n")


if __name__ == "__main__":
    main()
