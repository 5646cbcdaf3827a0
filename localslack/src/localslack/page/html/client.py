"""Where the scripts, styles and icons are that the browser gets."""

from pathlib import Path

CLIENT = Path(__file__).parents[1] / "client"
