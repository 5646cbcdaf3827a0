"""The page: a web server in the same process and loop as the local Slack, on a port of its own."""

import asyncio
import contextlib
import mimetypes
import socket
from collections import ChainMap
from collections.abc import Iterator
from functools import cache
from pathlib import PurePath
from types import TracebackType
from typing import Self

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from nicegui import Client, app, ui

from localslack.errors import NotPossible
from localslack.page.html.client import CLIENT
from localslack.page.messages.attached import SAFE_IMAGES
from localslack.page.windows.windows import Windows
from localslack.server import LocalSlack

HOST = "127.0.0.1"
_HEAD = """
<link rel="stylesheet" href="/assets/layout.css">
<link rel="stylesheet" href="/assets/messages.css">
<link rel="stylesheet" href="/assets/forms.css">
<script src="/assets/page.js"></script>
"""


class LocalPage:
    """Enter it to show a local Slack to browsers at `url`.

    One page at a time runs in a process, because NiceGUI keeps its state in one place.

    Args:
        slack: The workspace to show.
        port: Where to listen; another port is taken if this one is not free.
        first: Who sits at the first window that is opened; else the first of the people.
    """

    def __init__(self, slack: LocalSlack, *, port: int = 0, first: str = "") -> None:
        self._slack = slack
        self._windows = Windows(slack, first)
        self._port = port
        self.url = ""

    async def __aenter__(self) -> Self:
        _show(self._slack, self._windows)
        listening = _listen(self._port)
        self.url = f"http://{HOST}:{listening.getsockname()[1]}/"
        config = uvicorn.Config(
            _site(), log_level="warning", lifespan="on", timeout_graceful_shutdown=1
        )
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]))
        await self._server.opened.wait()
        return self

    async def visited(self) -> None:
        """Wait until somebody has opened the page."""
        await self._windows.visited.wait()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        await self._task


class _Server(uvicorn.Server):
    """Tells when it is open, and leaves the process's signals to whoever runs the loop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.opened = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.opened.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@cache
def _site() -> FastAPI:
    """NiceGUI in a site of its own; it can be set up once in a process and run many times."""
    site = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_static_files("/assets", CLIENT, max_cache_age=0)
    ui.run_with(
        site,
        title="Local Slack",
        language="en-US",
        tailwind=False,
        dark=None,
        show_welcome_message=False,
    )
    return site


def _show(slack: LocalSlack, windows: Windows) -> None:
    """Let the addresses of the site lead to this workspace."""
    for route in ("/files/{file_id}", "/uploads/{window_id}"):
        app.remove_route(route)

    @app.get("/files/{file_id}")
    def file(file_id: str) -> Response:
        return _file(slack, file_id)

    @app.post("/uploads/{window_id}")
    async def bring(window_id: str, name: str, request: Request) -> Response:
        return await _bring(windows, window_id, name, request)

    @ui.page("/", title=f"{slack.workspace.name} (local)", favicon="💬")
    async def window(request: Request, client: Client) -> None:
        ui.add_head_html(_HEAD)
        asked = request.query_params
        await windows.open(client, asked.get("as", ""), asked.get("in", ""))


async def _bring(windows: Windows, window_id: str, name: str, request: Request) -> Response:
    """Take a file from the person who sits there."""
    person = windows.person_of(window_id)
    if person is None:
        return Response(status_code=404)
    try:
        file = await person.uploads(PurePath(name).name or "file", await request.body())
    except NotPossible:
        return Response(status_code=403)
    return JSONResponse({"id": file.id, "name": file.name})


def _file(slack: LocalSlack, file_id: str) -> Response:
    """A file as it was uploaded; only plain pictures are shown, all else is saved."""
    everywhere = ChainMap(*(team.workspace.files for team in slack.teams.values()))
    file = everywhere.get(file_id)
    if file is None or file.data is None:
        return Response(status_code=404)
    kind = mimetypes.guess_type(file.name)[0] or ""
    headers = {"X-Content-Type-Options": "nosniff"}
    if kind not in SAFE_IMAGES:
        return Response(
            file.data,
            media_type="application/octet-stream",
            headers=headers | {"Content-Disposition": "attachment"},
        )
    return Response(file.data, media_type=kind, headers=headers)


def _listen(port: int) -> socket.socket:
    """A socket at this port, or at any free one if it is taken."""
    try:
        return socket.create_server((HOST, port))
    except OSError:
        return socket.create_server((HOST, 0))
