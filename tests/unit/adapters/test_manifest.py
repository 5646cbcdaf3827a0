"""The manifest is valid, and asks for what the bot uses and no more."""

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.adapters.manifest import NAME, PACKAGE, bot_scopes, find_manifest
from bot.adapters.slack.kit.ids import ShortcutId
from localslack import Manifest
from localslack.web_api import METHODS

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT.parent / "shared" / "slack-data" / "manifest.schema.1.0.0.json"
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))
SLACK = ROOT / "bot" / "adapters" / "slack"

# docs.slack.dev/reference/events: what each event needs.
EVENT_SCOPES = {
    "app_home_opened": set[str](),
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
}


def methods_called() -> set[str]:
    """The Web API methods that stand in the bot's own code."""
    found: set[str] = set()
    for file in [*SLACK.rglob("*.py"), ROOT / "bot" / "bootstrap.py"]:
        names = re.findall(r"client\.([a-z]+_[a-zA-Z]+)\(", file.read_text("utf-8"))
        found |= {name.replace("_", ".", 1) for name in names}
    return found


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's manifest schema is not here")
def test_the_manifest_fits_slacks_own_schema() -> None:
    jsonschema.validate(MANIFEST, json.loads(SCHEMA.read_text("utf-8")))


def test_the_scopes_are_those_that_methods_and_events_need() -> None:
    called = methods_called()
    needed = {"commands"}
    for name in called:
        needed |= set(METHODS[name].rules.scopes)
    for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]:
        needed |= EVENT_SCOPES[event]
    asked = set(MANIFEST["oauth_config"]["scopes"]["bot"])

    assert len(called) > 8
    assert asked - needed == set()
    # Methods take any one of several scopes, one for each kind of channel; the bot works in
    # channels and direct messages, never in group messages, and creates no channels.
    assert needed - asked <= {
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "im:read",
        "channels:manage",
        "groups:write",
    }


def test_the_bot_finds_its_manifest_in_the_checkout_and_where_it_is_installed() -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = packed["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert find_manifest().read_bytes() == (ROOT / "manifest.yml").read_bytes()
    assert included == {"manifest.yml": f"{PACKAGE}/{NAME}"}


def test_the_bot_knows_the_scopes_of_its_manifest() -> None:
    assert bot_scopes() == set(MANIFEST["oauth_config"]["scopes"]["bot"])


def test_the_shortcut_is_the_one_the_bot_listens_to() -> None:
    (shortcut,) = MANIFEST["features"]["shortcuts"]

    assert shortcut["callback_id"] == ShortcutId.CAPTURE


def test_the_local_slack_takes_the_manifest() -> None:
    manifest = Manifest.load(ROOT / "manifest.yml")

    assert manifest.commands["/worksession"].should_escape
    assert manifest.socket_mode_enabled
