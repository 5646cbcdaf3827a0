"""Settings are checked before anything starts, and every one is explained."""

import re
from pathlib import Path

import pytest

from bot.settings import LogLevel, Settings, WrongSettings, read_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_socket_mode_needs_two_tokens_and_the_rest_has_defaults(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    settings = read_settings()

    assert settings.socket_mode
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///worksession.sqlite3"
    assert settings.port == 3000
    assert settings.log_level is LogLevel.INFO


def test_settings_are_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "SLACK_BOT_TOKEN=xoxb-1\nSLACK_SIGNING_SECRET=abc\nLOG_LEVEL=DEBUG\n", encoding="utf-8"
    )
    settings = read_settings()

    assert not settings.socket_mode
    assert settings.log_level is LogLevel.DEBUG


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "SLACK_BOT_TOKEN: it is missing"),
        ({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xapp-1"}, "must begin with xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "oops"}, "must begin with xapp-"),
        ({"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}, "xoxb- and go on"),
        (
            {
                "SLACK_BOT_TOKEN": "xoxb-1",
                "SLACK_APP_TOKEN": "xapp-1",
                "SLACK_API_URL": "http://slack.com/api/",
            },
            "SLACK_API_URL: it must begin with https://",
        ),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "PORT": "x"}, "PORT: "),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "slack"},
            "SLACK_API_URL: it must begin with https://",
        ),
        (
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "LOG_LEVEL": "loud"},
            "LOG_LEVEL: ",
        ),
    ],
)
def test_a_missing_or_wrong_setting_is_named_with_its_fix(
    given: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(WrongSettings, match=re.escape(said)):
        read_settings()


def test_a_secret_never_shows_in_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    monkeypatch.setenv("SLACK_APP_TOKEN", "wrong-secret")

    with pytest.raises(WrongSettings) as wrong:
        read_settings()
    assert "secret" not in str(wrong.value).lower().replace("signing_secret", "")


def test_every_setting_is_explained_in_the_example_and_no_other_is() -> None:
    explained = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)

    assert sorted(explained) == sorted(name.upper() for name in Settings.model_fields)


def test_run_needs_either_of_two_ways_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")

    with pytest.raises(WrongSettings, match="SLACK_APP_TOKEN: it is missing"):
        read_settings().require_way_in(socket_mode_will_do=True)
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    read_settings().require_way_in(socket_mode_will_do=True)


def test_web_needs_the_signing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")

    with pytest.raises(WrongSettings, match="SLACK_SIGNING_SECRET: it is missing"):
        read_settings().require_way_in(socket_mode_will_do=False)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "abc")
    read_settings().require_way_in(socket_mode_will_do=False)
