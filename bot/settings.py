"""The settings: read once from the environment and `.env`, checked before anything starts."""

from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
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
    host: str = ""
    port: int = Field(default=3000, ge=1, le=65535)
    ops_host: str = "127.0.0.1"
    ops_port: int = Field(default=0, ge=1, le=65535, validate_default=True)
    log_level: LogLevel = LogLevel.INFO
    https_proxy: SecretStr = Field(default=SecretStr(""))
    http_proxy: SecretStr = Field(default=SecretStr(""))
    no_proxy: str = ""

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over Socket Mode; otherwise it calls the bot over HTTP."""
        return bool(self.slack_app_token.get_secret_value())

    @property
    def proxy(self) -> str | None:
        """The proxy through which all calls to Slack go; None if all go without one.

        It may hold a password. Where Slack is decides for everything, so that nothing takes
        another way: `NO_PROXY` counts for the host of `SLACK_API_URL`.
        """
        address = self.https_proxy.get_secret_value() or self.http_proxy.get_secret_value()
        goes_direct = _is_left_out(urlsplit(self.slack_api_url), self.no_proxy)
        return None if goes_direct or not address else address

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

    @field_validator("*", mode="before")
    @classmethod
    def _stripped(cls, value: object) -> object:
        """A mounted secret or `echo` ends with a line break."""
        return value.strip() if isinstance(value, str) else value

    @field_validator("ops_port", mode="before")
    @classmethod
    def _above_the_other(cls, value: object, info: ValidationInfo) -> object:
        """Runners of Procfiles give each process a PORT of its own, and no second one."""
        return value or info.data.get("port", 3000) + 1

    @field_validator("ops_host", mode="after")
    @classmethod
    def _never_everywhere_by_accident(cls, value: str) -> str:
        """A line without a value, as in a copied .env, asks for nothing."""
        return value or "127.0.0.1"

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

    @field_validator("slack_signing_secret")
    @classmethod
    def _signing_secret(cls, value: SecretStr) -> SecretStr:
        return _unbroken(value, "Basic Information > Signing Secret")

    @field_validator("https_proxy", "http_proxy")
    @classmethod
    def _proxy(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _is_proxy(value.get_secret_value()):
            raise ValueError("it must be an address like http://proxy.example.com:3128")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        address = urlsplit(value)
        if any(letter.isspace() for letter in value):
            raise ValueError("there is a space or a line break in the middle of it")
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
    secret = _unbroken(value, where).get_secret_value()
    if secret and (not secret.startswith(prefix) or secret == prefix):
        raise ValueError(
            f"it must begin with {prefix} and go on. Copy it from your app's page, {where}"
        )
    return value


def _unbroken(value: SecretStr, where: str) -> SecretStr:
    """A secret goes into a header, where a line break would end it."""
    secret = value.get_secret_value()
    if any(not letter.isascii() or not letter.isprintable() or letter == " " for letter in secret):
        raise ValueError(
            "there is a space, a line break or a strange letter in the middle of it. "
            f"Copy it again from your app's page, {where}"
        )
    return value


def _is_proxy(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_left_out(address: SplitResult, no_proxy: str) -> bool:
    """Whether a host is named by `NO_PROXY`: itself, one that it belongs to, or `*` for all."""
    host = address.hostname or ""
    for each in no_proxy.lower().replace(",", " ").split():
        name = each.removeprefix("*").lstrip(".").removesuffix(f":{address.port}").strip("[]")
        if each == "*" or (name and (host == name or host.endswith(f".{name}"))):
            return True
    return False


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
