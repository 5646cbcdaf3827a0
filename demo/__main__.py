"""`make demo`: a work session in the browser; without a terminal, or with --exit, told as text."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from demo.in_browser import show
from demo.in_terminal import tell
from demo.plays import PLAYS
from demo.stage import IN_A_HURRY, TO_FOLLOW, Pace

INTERRUPTED = 130
FASTEST = 240.0
"""Faster than this, the posts at Slack's pace, one a second, would fall behind the session."""


def _speed(written: str) -> float:
    try:
        speed = float(written)
    except ValueError:
        speed = 0.0
    if not 1 <= speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"{written!r} is not a number from 1 to {FASTEST:g}")
    return speed


def _arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument(
        "--exit", action="store_true", help="tell the session as text and end with its recap"
    )
    parser.add_argument(
        "--format",
        choices=PLAYS,
        default="team",
        help="the kind of session to play; %(default)s if left out",
    )
    parser.add_argument(
        "--pace",
        type=_speed,
        metavar="N",
        help=f"play N times as fast as in life, from 1 to {FASTEST:g}; "
        f"{TO_FOLLOW.speed:g} in the browser and {IN_A_HURRY.speed:g} as text if left out",
    )
    return parser.parse_args(given)


def main(given: Sequence[str]) -> int:
    """Play the session the way that was asked for.

    Args:
        given: What stands behind `python -m demo`.

    Returns:
        0 if all went well, 1 if the session did not go as promised, 130 if it was interrupted
        before its end.

    Raises:
        SystemExit: If an argument is wrong; what is wrong was printed.
    """
    asked = _arguments(given)
    play = PLAYS[asked.format]
    watched = sys.stdin.isatty() and sys.stdout.isatty() and not asked.exit
    usual = TO_FOLLOW if watched else IN_A_HURRY
    pace = Pace.to_follow(asked.pace) if asked.pace else usual
    try:
        return asyncio.run(show(play, pace) if watched else tell(play, pace))
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
