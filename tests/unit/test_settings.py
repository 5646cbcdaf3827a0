"""Settings are checked before anything starts, and every one is explained."""

import re
from pathlib import Path

import pytest

from bot.settings import LogLevel, Settings, WrongSettings, read_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        for written in (name.upper(), name):
            monkeypatch.delenv(written, raising=False)
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
    assert (settings.host, settings.port) == ("", 3000)
    assert (settings.ops_host, settings.ops_port) == ("127.0.0.1", 3001)
    assert settings.log_level is LogLevel.INFO


def test_the_pages_have_the_port_above_unless_said_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("PORT", "5100")
    assert read_settings().ops_port == 5101
    monkeypatch.setenv("OPS_PORT", "9100")
    assert read_settings().ops_port == 9100


def test_a_line_without_a_host_does_not_open_the_pages_to_everybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("OPS_HOST", "")
    assert read_settings().ops_host == "127.0.0.1"


def test_of_two_ports_only_the_wrong_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("PORT", "x")

    with pytest.raises(WrongSettings) as wrong:
        read_settings()
    assert "OPS_PORT" not in str(wrong.value)


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


@pytest.mark.parametrize("end", ["\n", "\r\n", "  ", "\t\n"])
def test_what_stands_around_a_setting_is_stripped_from_all(
    end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_SIGNING_SECRET": "abc",
        "SLACK_API_URL": "https://slack.com/api/",
        "DATABASE_URL": "sqlite:///other.sqlite3",
        "PORT": "3001",
        "LOG_LEVEL": "error",
        "HTTPS_PROXY": "http://proxy:3128",
        "NO_PROXY": "localhost",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, f" {value}{end}")
    settings = read_settings()

    for name, value in given.items():
        found = getattr(settings, name.lower())
        secret = getattr(found, "get_secret_value", None)
        assert str(secret() if secret else found) == value, name


@pytest.mark.parametrize("within", ["\n", " ", "\u200b", "\x00"])
@pytest.mark.parametrize(
    ("name", "begin"),
    [("SLACK_BOT_TOKEN", "xoxb-"), ("SLACK_APP_TOKEN", "xapp-"), ("SLACK_SIGNING_SECRET", "")],
)
def test_a_secret_that_is_broken_in_the_middle_is_named(
    name: str, begin: str, within: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    # The environment cannot hold a NUL, and a file can.
    monkeypatch.delenv(name, raising=False)
    (tmp_path / ".env").write_text(f'{name}="{begin}12{within}34"\n', encoding="utf-8")

    with pytest.raises(WrongSettings, match=f"{name}: there is a space, a line break") as wrong:
        read_settings()
    assert "34" not in str(wrong.value)


@pytest.mark.parametrize(
    ("given", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": ""}, None),
        ({"HTTP_PROXY": "http://one:1"}, "http://one:1"),
        ({"https_proxy": "http://one:1"}, "http://one:1"),
        ({"HTTPS_PROXY": "http://one:1", "HTTP_PROXY": "http://two:2"}, "http://one:1"),
        ({"HTTPS_PROXY": "http://one:1", "NO_PROXY": "example.com, slack.com"}, None),
        ({"HTTPS_PROXY": "http://one:1", "NO_PROXY": ".SLACK.com:443"}, "http://one:1"),
        ({"HTTPS_PROXY": "http://one:1", "NO_PROXY": "*"}, None),
        ({"HTTPS_PROXY": "http://one:1", "NO_PROXY": "ack.com,a"}, "http://one:1"),
        (
            {
                "HTTP_PROXY": "http://one:1",
                "NO_PROXY": "127.0.0.1:8080",
                "SLACK_API_URL": "http://127.0.0.1:8080/api/",
            },
            None,
        ),
        (
            {
                "HTTP_PROXY": "http://one:1",
                "NO_PROXY": "localhost,::1",
                "SLACK_API_URL": "http://[::1]:8080/api/",
            },
            None,
        ),
    ],
)
def test_one_proxy_is_for_everything_unless_slack_is_left_out(
    given: dict[str, str], proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    for name, value in given.items():
        monkeypatch.setenv(name, value)

    assert read_settings().proxy == proxy


@pytest.mark.parametrize("given", ["proxy:3128", "socks5://proxy:1080", "http://", "http://a:x"])
def test_a_proxy_that_is_no_address_is_named(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("HTTP_PROXY", given)

    with pytest.raises(WrongSettings, match="HTTP_PROXY: it must be an address like http://"):
        read_settings()


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
