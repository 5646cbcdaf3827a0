"""`make demo`: a work session in the browser; without a terminal, or with --exit, told as text."""

import asyncio
import sys

from demo.in_browser import show
from demo.in_terminal import tell

if __name__ == "__main__":
    watched = sys.stdin.isatty() and sys.stdout.isatty() and "--exit" not in sys.argv
    sys.exit(asyncio.run(show() if watched else tell()))
