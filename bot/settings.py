"""The settings: read once from the environment and `.env`, checked before anything starts."""

from enum import StrEnum
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

# Only on the machine itself may tokens travel unencrypted.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class WrongSettings(Exception):
    """Some settings are missing or wrong; the text names each with its fix."""


class Settings(BaseSettings):
    """What an administrator can set; `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    slack_bot_token: SecretStr = Field(default=SecretStr(""))
    slack_app_token: SecretStr = Field(default=SecretStr(""))
    slack_signing_secret: SecretStr = Field(default=SecretStr(""))
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///worksession.sqlite3"
    port: int = Field(default=3000, ge=1, le=65535)
    log_level: LogLevel = LogLevel.INFO

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over Socket Mode; otherwise it calls the bot over HTTP."""
        return bool(self.slack_app_token.get_secret_value())

    def require_way_in(self, *, socket_mode_will_do: bool) -> None:
        """Check that Slack can reach the bot; raises `WrongSettings` with what to set."""
        if self.slack_signing_secret.get_secret_value():
            return
        if not socket_mode_will_do:
            raise WrongSettings(
                "SLACK_SIGNING_SECRET: it is missing. Copy it from your app's page, "
                "Basic Information > Signing Secret."
            )
        if not self.socket_mode:
            raise WrongSettings(
                "SLACK_APP_TOKEN: it is missing. Set it for Socket Mode (Basic Information > "
                "App-Level Tokens), or set SLACK_SIGNING_SECRET to be called over HTTP."
            )

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, value: SecretStr) -> SecretStr:
        return _token(value, "xoxb-", "OAuth & Permissions > Bot User OAuth Token")

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, value: SecretStr) -> SecretStr:
        return _token(value, "xapp-", "Basic Information > App-Level Tokens")

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        address = urlsplit(value)
        on_this_machine = address.scheme == "http" and address.hostname in LOOPBACK
        if address.scheme != "https" and not on_this_machine:
            raise ValueError("it must begin with https:// (Slack's own is https://slack.com/api/)")
        return value

    @model_validator(mode="after")
    def _a_bot_token(self) -> "Settings":
        if not self.slack_bot_token.get_secret_value():
            raise ValueError(
                "SLACK_BOT_TOKEN: it is missing. Copy it from your app's page, "
                "OAuth & Permissions > Bot User OAuth Token"
            )
        return self


def _token(value: SecretStr, prefix: str, where: str) -> SecretStr:
    secret = value.get_secret_value()
    if secret and (not secret.startswith(prefix) or secret == prefix):
        raise ValueError(
            f"it must begin with {prefix} and go on. Copy it from your app's page, {where}"
        )
    return value


def read_settings() -> Settings:
    """Read and check the settings.

    Raises:
        WrongSettings: naming each setting that is missing or wrong, with its fix.
    """
    try:
        return Settings()
    except ValidationError as wrong:
        raise WrongSettings("\n".join(_line(error) for error in wrong.errors())) from None


def _line(error: object) -> str:
    assert isinstance(error, dict)  # noqa: S101 - pydantic's own shape
    name = ".".join(str(part) for part in error["loc"]).upper()
    said = str(error["msg"]).removeprefix("Value error, ")
    return f"{name}: {said}." if name else f"{said}."
