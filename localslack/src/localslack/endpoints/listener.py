"""The TCP port of the local Slack, which can be shut for newcomers and opened again."""

import os

from aiohttp import web

HOST = "127.0.0.1"


class PortTaken(Exception):
    """The port cannot be listened on; says which, why, and the remedy."""


class Listener:
    def __init__(self, application: web.Application, port: int) -> None:
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        self._port = port
        self._site: web.TCPSite | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._port}"

    async def open(self) -> None:
        """Listen; a port 0 becomes the free one that was found.

        Raises:
            PortTaken: If nobody can listen at this port now.
        """
        if self._runner.server is None:
            await self._runner.setup()
        if self._site is None:
            site = web.TCPSite(self._runner, HOST, self._port)
            try:
                await site.start()
            except OSError as error:
                raise PortTaken(
                    f"port {self._port} cannot be used ({os.strerror(error.errno or 0)}); "
                    "choose another one, or 0 for any that is free"
                ) from error
            self._site = site
            self._port = self._runner.addresses[0][1]

    async def shut(self) -> None:
        """Refuse new connections; those that are open stay so."""
        if self._site is not None:
            await self._site.stop()
            self._site = None

    async def close(self) -> None:
        await self._runner.cleanup()
