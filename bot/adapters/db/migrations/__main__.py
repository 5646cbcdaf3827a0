"""`python -m bot.adapters.db.migrations "message"` writes a migration from the tables."""

import sys
from pathlib import Path

from bot.adapters.db import migrations
from bot.adapters.db.engine import address_of, open_sqlite
from bot.adapters.db.migrations import scripts


def write(message: str) -> Path:
    """Compare the tables with what all migrations so far make of an empty database."""
    written: list[Path] = []
    steps = (
        migrations.upgrade,
        lambda connection: written.append(scripts.write_revision(connection, message)),
    )
    with open_sqlite(address_of("sqlite://")).connect() as connection:
        for step in steps:
            migrations.in_one_transaction(step)(connection)
    return written[0]


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit('Say what changes: python -m bot.adapters.db.migrations "add due dates"')
    path = write(sys.argv[1])
    sys.stdout.write(f"Wrote {path}. Read it, then: make format test\n")


if __name__ == "__main__":
    main()
