"""The addresses of the local Slack: the Web API and everything its answers point to."""

import time
from http import HTTPStatus

from aiohttp import web

from localslack.delivery.socket_mode import SocketMode
from localslack.errors import SlackError
from localslack.installation import Installation
from localslack.json_types import JsonObject
from localslack.replies import reply
from localslack.web_api.calls import Calls, json_object
from localslack.web_api.files import LARGEST
from localslack.wire import Direction, Record, Wire


class Site:
    def __init__(
        self, app: Installation, calls: Calls, socket_mode: SocketMode, wire: Wire
    ) -> None:
        self._app = app
        self._calls = calls
        self._socket_mode = socket_mode
        self._wire = wire

    def application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST)
        application.add_routes(
            [
                web.route("*", "/api/{method}", self._calls.handle),
                web.get("/link/", self._socket_mode.serve),
                web.post("/{kind:commands|actions}/{team}/{secret}", self._respond),
                web.post("/upload/v1/{file}", self._upload),
                web.get("/files-pri/{file}/{name}", self._download),
            ]
        )
        return application

    async def _respond(self, request: web.Request) -> web.Response:
        """Take what the app says through a response URL."""
        started = time.monotonic()
        body: JsonObject = {}
        status = HTTPStatus.OK
        answer: JsonObject = {"ok": True}
        try:
            place = self._app.response_urls.use(request.match_info["secret"])
            body = json_object(await request.text())
            reply(self._app, place, body)
        except SlackError as refusal:
            answer = {"ok": False, "error": refusal.code, **refusal.fields}
            gone = refusal.code in {"used_url", "expired_url"}
            status = HTTPStatus.NOT_FOUND if gone else HTTPStatus.BAD_REQUEST
        self._wire.add(
            Record(
                direction=Direction.CALL,
                name="response_url",
                arguments=body,
                answer=answer,
                seconds=time.monotonic() - started,
            )
        )
        return web.json_response(answer, status=status)

    async def _upload(self, request: web.Request) -> web.Response:
        file = self._app.workspace.files.get(request.match_info["file"])
        if file is None or file.completed:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        data = await _bytes_of(request)
        if len(data) != file.length:
            return web.Response(status=HTTPStatus.BAD_REQUEST, text="wrong length")
        file.data = data
        return web.Response(text=f"OK - {file.length}")

    async def _download(self, request: web.Request) -> web.Response:
        allowed = request.headers.get("Authorization") == f"Bearer {self._app.bot_token}"
        file = self._app.workspace.files.get(request.match_info["file"])
        if not allowed or "files:read" not in self._app.manifest.bot_scopes:
            return web.Response(status=HTTPStatus.FORBIDDEN)
        if file is None or file.data is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        return web.Response(body=file.data)


async def _bytes_of(request: web.Request) -> bytes:
    """The file as a raw body or as the one part of a multipart form."""
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""
