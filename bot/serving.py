"""The two ports of a process: the operator's pages, and Slack's endpoint where it is called."""

import errno
from collections.abc import Mapping

from bot.adapters.web.descriptors import raise_descriptor_limit
from bot.adapters.web.door import Door, TakeBody
from bot.adapters.web.pages import Page, shown
from bot.adapters.web.refusals import Refusals
from bot.adapters.web.server import HttpServer, Limits, closing
from bot.settings import Settings, WrongSettings


class Serving:
    """Opens the pages at once, and the door when all else is up.

    Strangers may knock from the first moment on, and what they hold must not be missing for the
    rest of the start.

    Args:
        settings: Where to listen.
        refusals: Takes note of what is not let in.
        has_door: Whether Slack delivers over HTTP.
        limits: What is taken of whoever calls.
    """

    def __init__(
        self,
        settings: Settings,
        refusals: Refusals,
        *,
        has_door: bool,
        limits: Limits | None = None,
    ) -> None:
        self._settings = settings
        self._refusals = refusals
        self._limits = (limits or Limits()).within(raise_descriptor_limit())
        self._pages = HttpServer(
            settings.ops_host, settings.ops_port, self._limits, lambda _: closing(400)
        )
        self._door = (
            HttpServer(settings.host, settings.port, self._limits, refusals.refuse)
            if has_door
            else None
        )

    async def start(self, pages: Mapping[str, Page]) -> None:
        """Show the pages, and take the port of the door.

        Raises:
            WrongSettings: A port is taken, or the machine has no such address.
        """
        await _bound(self._pages, "OPS_HOST", "OPS_PORT", self._settings.ops_port)
        await self._pages.open(shown(pages))
        if self._door is not None:
            await _bound(self._door, "HOST", "PORT", self._settings.port)

    async def open_door(self, take: TakeBody) -> None:
        """Let Slack's deliveries in from now on."""
        assert self._door is not None  # noqa: S101 - whoever calls has one
        secret = self._settings.slack_signing_secret.get_secret_value()
        door = Door(secret=secret, take=take, refusals=self._refusals, limits=self._limits)
        await self._door.open(door)

    async def stop(self) -> None:
        if self._door is not None:
            await self._door.stop()
        await self._pages.stop()


async def _bound(server: HttpServer, host: str, port: str, number: int) -> None:
    try:
        await server.bind()
    except OSError as failed:
        if failed.errno == errno.EADDRINUSE:
            raise WrongSettings(f"{port}: {number} is taken. Set another one.") from failed
        if failed.errno == errno.EACCES:
            wrong = f"{port}: {number} is for the system only. Set one above 1023."
            raise WrongSettings(wrong) from failed
        raise WrongSettings(f"{host}: this machine has no such address. {failed}") from failed
