"""The manifest as Slack would read it."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from localslack.app.manifest import Manifest, ManifestError, Shortcut, SlashCommand
from localslack_support.samples import REMOVED, Json, spoilt

SOUND: Json = {
    "display_information": {
        "name": "worksession",
        "description": "Runs sessions",
        "background_color": "#1f6f5c",
        "long_description": "x" * 175,
    },
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_read_only_enabled": True},
        "bot_user": {"display_name": "Session bot", "always_online": True},
        "shortcuts": [
            {"name": "Keep", "type": "message", "callback_id": "keep", "description": "Keep it"}
        ],
        "slash_commands": [
            {
                "command": "/worksession",
                "description": "Start",
                "usage_hint": "start",
                "should_escape": True,
                "url": "https://example.com/slack",
            }
        ],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}},
    "settings": {
        "event_subscriptions": {
            "request_url": "https://example.com/slack",
            "bot_events": ["reaction_added"],
        },
        "interactivity": {"is_enabled": True, "request_url": "https://example.com/slack"},
        "socket_mode_enabled": False,
    },
}


NEEDED = "is needed when settings.socket_mode_enabled is false"


def test_a_manifest_is_read() -> None:
    assert Manifest.parse(SOUND) == Manifest(
        name="worksession",
        bot_display_name="Session bot",
        bot_scopes=frozenset({"chat:write", "commands"}),
        commands={
            "/worksession": SlashCommand(
                name="/worksession",
                description="Start",
                usage_hint="start",
                should_escape=True,
                url="https://example.com/slack",
            )
        },
        shortcuts=(Shortcut("Keep", "message", "keep", "Keep it"),),
        bot_events=frozenset({"reaction_added"}),
        events_url="https://example.com/slack",
        interactivity_enabled=True,
        interactivity_url="https://example.com/slack",
        socket_mode_enabled=False,
        home_tab_enabled=True,
        messages_tab_enabled=False,
        messages_tab_read_only=True,
    )


@pytest.mark.parametrize("write", [yaml.safe_dump, json.dumps])
def test_a_file_may_be_yaml_or_json(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "manifest"
    path.write_text(write(SOUND))

    assert Manifest.load(path) == Manifest.parse(SOUND)


def test_only_the_name_is_required() -> None:
    manifest = Manifest.parse({"display_information": {"name": "small"}, "settings": None})

    assert manifest.bot_display_name == "small"
    assert not manifest.commands
    assert not manifest.interactivity_enabled


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("display_information", REMOVED, "display_information.name: is missing"),
        ("display_information", "worksession", "display_information: must be a mapping"),
        (
            "display_information/name",
            "x" * 36,
            "display_information.name: must have 1 to 35 characters, has 36",
        ),
        ("display_information/name", 7, "display_information.name: must be a text"),
        (
            "display_information/description",
            "x" * 141,
            "display_information.description: must have 0 to 140 characters, has 141",
        ),
        (
            "display_information/long_description",
            "x" * 174,
            "display_information.long_description: must have 175 to 4000 characters, has 174",
        ),
        (
            "display_information/background_color",
            "green",
            "display_information.background_color: must look like #1f6f5c",
        ),
        ("colour", "green", "colour: is not a field Slack knows here"),
        (
            "display_information/colour",
            "green",
            "display_information.colour: is not a field Slack knows here",
        ),
        (
            "features/app_home/home_tab",
            True,
            "features.app_home.home_tab: is not a field Slack knows here",
        ),
        (
            "features/app_home/home_tab_enabled",
            "yes",
            "features.app_home.home_tab_enabled: must be true or false",
        ),
        (
            "features/bot_user",
            {"always_online": True},
            "features.bot_user.display_name: is missing",
        ),
        (
            "features/slash_commands/0/command",
            "worksession",
            "features.slash_commands[0].command: must be one word that starts with /",
        ),
        (
            "features/slash_commands/0/command",
            "/work session",
            "features.slash_commands[0].command: must be one word that starts with /",
        ),
        (
            "features/slash_commands/0/command",
            f"/{'x' * 32}",
            "features.slash_commands[0].command: must have 2 to 32 characters, has 33",
        ),
        (
            "features/slash_commands/0/description",
            REMOVED,
            "features.slash_commands[0].description: is missing",
        ),
        (
            "features/slash_commands/0/usage_hint",
            "x" * 1001,
            "features.slash_commands[0].usage_hint: must have 0 to 1000 characters, has 1001",
        ),
        (
            "features/slash_commands/0/should_escpae",
            True,
            "features.slash_commands[0].should_escpae: is not a field Slack knows here",
        ),
        (
            "features/slash_commands/0/url",
            "example",
            "features.slash_commands[0].url: must be a web address",
        ),
        (
            "features/slash_commands",
            SOUND["features"]["slash_commands"] * 2,
            "features.slash_commands[1].command: /worksession is declared twice",
        ),
        (
            "features/slash_commands",
            [{}] * 51,
            "features.slash_commands: must have at most 50 entries",
        ),
        ("features/slash_commands", {}, "features.slash_commands: must be a list"),
        (
            "features/shortcuts/0/type",
            "channel",
            "features.shortcuts[0].type: must be message or global",
        ),
        (
            "features/shortcuts/0/name",
            "x" * 25,
            "features.shortcuts[0].name: must have 1 to 24 characters, has 25",
        ),
        (
            "features/shortcuts/0/callback_id",
            "x" * 256,
            "features.shortcuts[0].callback_id: must have 1 to 255 characters, has 256",
        ),
        (
            "features/shortcuts/0/description",
            "x" * 151,
            "features.shortcuts[0].description: must have 1 to 150 characters, has 151",
        ),
        ("features/shortcuts", [{}] * 11, "features.shortcuts: must have at most 10 entries"),
        ("features/shortcuts/0", "keep", "features.shortcuts[0]: must be a mapping"),
        (
            "oauth_config/scopes/bot",
            ["x" * 51],
            "oauth_config.scopes.bot[0]: must be a text of 1 to 50 characters",
        ),
        (
            "oauth_config/scopes/bot",
            ["x"] * 256,
            "oauth_config.scopes.bot: must have at most 255 entries",
        ),
        (
            "settings/event_subscriptions/bot_events",
            ["x"] * 101,
            "settings.event_subscriptions.bot_events: must have at most 100 entries",
        ),
        (
            "settings/event_subscriptions/request_url",
            REMOVED,
            f"settings.event_subscriptions.request_url: {NEEDED}",
        ),
        (
            "settings/interactivity/request_url",
            REMOVED,
            f"settings.interactivity.request_url: {NEEDED}",
        ),
        (
            "features/slash_commands/0/url",
            REMOVED,
            f"features.slash_commands: url: {NEEDED}",
        ),
    ],
)
def test_what_slack_would_refuse_is_named(path: str, value: object, message: str) -> None:
    with pytest.raises(ManifestError) as refusal:
        Manifest.parse(spoilt(SOUND, path, value))

    assert str(refusal.value) == message


WEB = "https://example.com/"
LENGTHS = [
    ("display_information/name", "", 1, 35),
    ("display_information/description", "", 0, 140),
    ("display_information/long_description", "", 175, 4000),
    ("features/bot_user/display_name", "", 1, 80),
    ("features/slash_commands/0/command", "/", 2, 32),
    ("features/slash_commands/0/description", "", 1, 2000),
    ("features/slash_commands/0/usage_hint", "", 0, 1000),
    ("features/slash_commands/0/url", WEB, len(WEB), 3000),
    ("features/shortcuts/0/name", "", 1, 24),
    ("features/shortcuts/0/callback_id", "", 1, 255),
    ("features/shortcuts/0/description", "", 1, 150),
    ("oauth_config/scopes/bot/0", "", 1, 50),
    ("settings/event_subscriptions/bot_events/0", "", 1, 255),
    ("settings/event_subscriptions/request_url", WEB, len(WEB), 3500),
    ("settings/interactivity/request_url", WEB, len(WEB), 3500),
]


@pytest.mark.parametrize(("path", "start", "least", "most"), LENGTHS)
def test_a_text_of_the_manifest_has_its_limits(
    path: str, start: str, least: int, most: int
) -> None:
    Manifest.parse(spoilt(SOUND, path, start.ljust(least, "x")))
    Manifest.parse(spoilt(SOUND, path, start.ljust(most, "x")))

    with pytest.raises(ManifestError, match="characters"):
        Manifest.parse(spoilt(SOUND, path, start.ljust(most + 1, "x")))


@pytest.mark.parametrize(
    ("path", "start", "least"),
    [(path, start, least) for path, start, least, _ in LENGTHS if least > len(start)],
)
def test_a_text_of_the_manifest_may_be_too_short(path: str, start: str, least: int) -> None:
    with pytest.raises(ManifestError, match="characters"):
        Manifest.parse(spoilt(SOUND, path, start.ljust(least - 1, "x")))


def test_socket_mode_needs_no_addresses() -> None:
    document = spoilt(SOUND, "settings/socket_mode_enabled", value=True)
    document = spoilt(document, "settings/interactivity/request_url", REMOVED)

    assert Manifest.parse(document).interactivity_url is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        ("a: [", "is neither YAML nor JSON"),
        ("", "the manifest: must be a mapping"),
        ("- a", "the manifest: must be a mapping"),
    ],
)
def test_an_unreadable_file_is_named(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "manifest.yml"
    if content is not None:
        path.write_text(content)

    with pytest.raises(ManifestError) as refusal:
        Manifest.load(path)

    assert str(refusal.value).startswith(f"{path}: ")
    assert message in str(refusal.value)
