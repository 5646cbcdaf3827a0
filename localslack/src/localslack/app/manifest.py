"""The app manifest: what the app declares to Slack, read and checked as Slack would.

Limits: github.com/slackapi/manifest-schema (v0.5.0) and docs.slack.dev/reference/app-manifest.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import yaml

_COLOUR = re.compile(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?")
_COMMAND = re.compile(r"/[^\s/]+")
_HTTPS = re.compile(r"https?://\S+")
_KEYS = {
    "": "_metadata display_information features oauth_config settings functions workflows types "
    "datastores outgoing_domains external_auth_providers mcp_servers app_directory compliance",
    "display_information": "name description background_color long_description",
    "features.app_home": "home_tab_enabled messages_tab_enabled messages_tab_read_only_enabled",
    "features.bot_user": "display_name always_online",
    "features.shortcuts[]": "name type callback_id description",
    "features.slash_commands[]": "command url description usage_hint should_escape",
    "settings.event_subscriptions": "request_url bot_events user_events metadata_subscriptions",
    "settings.interactivity": "is_enabled request_url message_menu_options_url",
}
"""Which keys may stand where; Slack refuses all others, which is how a typing error shows."""


class ManifestError(ValueError):
    """The manifest is missing, unreadable or not one Slack would take; names the field."""


@dataclass(frozen=True, slots=True)
class SlashCommand:
    name: str
    description: str
    usage_hint: str = ""
    should_escape: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Shortcut:
    name: str
    type: Literal["message", "global"]
    callback_id: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    name: str
    bot_display_name: str
    bot_scopes: frozenset[str]
    commands: Mapping[str, SlashCommand]
    shortcuts: tuple[Shortcut, ...]
    bot_events: frozenset[str]
    events_url: str | None
    interactivity_enabled: bool
    interactivity_url: str | None
    socket_mode_enabled: bool
    home_tab_enabled: bool
    messages_tab_enabled: bool
    messages_tab_read_only: bool
    options_url: str | None = None
    user_scopes: frozenset[str] = frozenset()
    redirect_urls: tuple[str, ...] = ()
    token_rotation: bool = False

    @classmethod
    def load(cls, path: Path) -> "Manifest":
        """Read a YAML or JSON manifest.

        Raises:
            ManifestError: if the file cannot be read, or Slack would refuse what it says.
        """
        try:
            # JSON is YAML too, so one reader serves both.
            document = yaml.safe_load(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ManifestError(f"{path}: cannot be read ({error.strerror})") from error
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise ManifestError(f"{path}: is neither YAML nor JSON: {error}") from error
        try:
            return cls.parse(document)
        except ManifestError as error:
            raise ManifestError(f"{path}: {error}") from error

    @classmethod
    def parse(cls, document: object) -> "Manifest":
        """Read a manifest that has been parsed already."""
        root = _Node("", document)
        settings = root.child("settings")
        features = root.child("features")
        home = features.child("app_home")
        events = settings.child("event_subscriptions")
        interactivity = settings.child("interactivity")
        manifest = cls(
            name=(name := _app_name(root.child("display_information"))),
            bot_display_name=_bot_name(features, name),
            bot_scopes=frozenset(_scopes(root, "bot")),
            user_scopes=frozenset(_scopes(root, "user")),
            redirect_urls=tuple(root.child("oauth_config").words("redirect_urls", 1000, 2000)),
            token_rotation=settings.flag("token_rotation_enabled"),
            commands={command.name: command for command in _commands(features)},
            shortcuts=tuple(_shortcuts(features)),
            bot_events=frozenset(events.words("bot_events", most=100, length=255)),
            events_url=events.url("request_url", 3500),
            interactivity_enabled="is_enabled" in interactivity
            and interactivity.flag("is_enabled"),
            interactivity_url=interactivity.url("request_url", 3500),
            options_url=interactivity.url("message_menu_options_url", 3500),
            socket_mode_enabled=settings.flag("socket_mode_enabled"),
            home_tab_enabled=home.flag("home_tab_enabled"),
            messages_tab_enabled=home.flag("messages_tab_enabled"),
            messages_tab_read_only=home.flag("messages_tab_read_only_enabled"),
        )
        _check_addresses(manifest)
        return manifest


class _Node:
    """One mapping of the manifest, with the dotted path that leads to it."""

    def __init__(self, path: str, value: object, kind: str | None = None):
        if not isinstance(value, Mapping):
            raise ManifestError(f"{path or 'the manifest'}: must be a mapping")
        self._path = path
        self._value = value
        allowed = _KEYS.get(path if kind is None else kind)
        unknown = sorted(str(key) for key in value if key not in (allowed or "").split())
        if allowed and unknown:
            raise ManifestError(f"{self.at(unknown[0])}: is not a field Slack knows here")

    def __contains__(self, key: str) -> bool:
        return self._value.get(key) is not None

    def at(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def child(self, key: str) -> "_Node":
        value = self._value.get(key)
        return _Node(self.at(key), {} if value is None else value)

    def children(self, key: str, most: int) -> "Iterator[_Node]":
        for number, value in enumerate(self._items(key, most)):
            yield _Node(f"{self.at(key)}[{number}]", value, f"{self.at(key)}[]")

    def text(self, key: str, least: int, most: int) -> str:
        """A string within limits; may only be left out if its least length is 0."""
        value = self._value.get(key, "" if least == 0 else None)
        if value is None:
            raise ManifestError(f"{self.at(key)}: is missing")
        if not isinstance(value, str):
            raise ManifestError(f"{self.at(key)}: must be a text")
        if not least <= len(value) <= most:
            raise ManifestError(
                f"{self.at(key)}: must have {least} to {most} characters, has {len(value)}"
            )
        return value

    def url(self, key: str, most: int) -> str | None:
        value = self.text(key, 0, most)
        if value and not _HTTPS.fullmatch(value):
            raise ManifestError(f"{self.at(key)}: must be a web address")
        return value or None

    def flag(self, key: str) -> bool:
        value = self._value.get(key, False)
        if not isinstance(value, bool):
            raise ManifestError(f"{self.at(key)}: must be true or false")
        return value

    def words(self, key: str, most: int, length: int) -> list[str]:
        words = self._items(key, most)
        for number, word in enumerate(words):
            if not isinstance(word, str) or not 1 <= len(word) <= length:
                raise ManifestError(
                    f"{self.at(key)}[{number}]: must be a text of 1 to {length} characters"
                )
        return cast("list[str]", words)

    def _items(self, key: str, most: int) -> list[object]:
        value = self._value.get(key)
        items = [] if value is None else value
        if not isinstance(items, list):
            raise ManifestError(f"{self.at(key)}: must be a list")
        if len(items) > most:
            raise ManifestError(f"{self.at(key)}: must have at most {most} entries")
        return items


def _app_name(information: _Node) -> str:
    information.text("description", 0, 140)
    if "long_description" in information:
        information.text("long_description", 175, 4000)
    if "background_color" in information and not _COLOUR.fullmatch(
        information.text("background_color", 4, 7)
    ):
        raise ManifestError("display_information.background_color: must look like #1f6f5c")
    return information.text("name", 1, 35)


def _bot_name(features: _Node, app_name: str) -> str:
    if "bot_user" not in features:
        return app_name
    return features.child("bot_user").text("display_name", 1, 80)


def _scopes(root: _Node, whose: str) -> list[str]:
    return root.child("oauth_config").child("scopes").words(whose, most=255, length=50)


def _commands(features: _Node) -> Iterator[SlashCommand]:
    seen: set[str] = set()
    # The schema takes 50 although the documentation's prose says 5.
    for node in features.children("slash_commands", most=50):
        name = node.text("command", 2, 32)
        if not _COMMAND.fullmatch(name):
            raise ManifestError(f"{node.at('command')}: must be one word that starts with /")
        if name in seen:
            raise ManifestError(f"{node.at('command')}: {name} is declared twice")
        seen.add(name)
        yield SlashCommand(
            name=name,
            description=node.text("description", 1, 2000),
            usage_hint=node.text("usage_hint", 0, 1000),
            should_escape=node.flag("should_escape"),
            url=node.url("url", 3000),
        )


def _shortcuts(features: _Node) -> Iterator[Shortcut]:
    for node in features.children("shortcuts", most=10):
        kind = node.text("type", 1, 10)
        if kind not in {"message", "global"}:
            raise ManifestError(f"{node.at('type')}: must be message or global")
        yield Shortcut(
            name=node.text("name", 1, 24),
            type=cast("Literal['message', 'global']", kind),
            callback_id=node.text("callback_id", 1, 255),
            description=node.text("description", 1, 150),
        )


def _check_addresses(manifest: Manifest) -> None:
    """Without Socket Mode, Slack must know where to send what the app wants to hear."""
    if manifest.socket_mode_enabled:
        return
    needs = {
        "settings.event_subscriptions.request_url": manifest.bot_events and not manifest.events_url,
        "settings.interactivity.request_url": manifest.interactivity_enabled
        and not manifest.interactivity_url,
        "features.slash_commands: url": any(not c.url for c in manifest.commands.values()),
    }
    for field, missing in needs.items():
        if missing:
            raise ManifestError(f"{field}: is needed when settings.socket_mode_enabled is false")
