"""The app's manifest, from which people create it in Slack."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

NAME = "manifest.yml"
PACKAGE = "bot"
CHECKOUT = Path(__file__).parents[2]


def find_manifest() -> Traversable:
    """The file that came with this version of the bot: installed with it, or in its checkout."""
    installed = resources.files(PACKAGE) / NAME
    return installed if installed.is_file() else CHECKOUT / NAME


def bot_scopes() -> frozenset[str]:
    """The scopes that the bot's token must have."""
    manifest = yaml.safe_load(find_manifest().read_text("utf-8"))
    return frozenset(manifest["oauth_config"]["scopes"]["bot"])
