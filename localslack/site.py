"""The addresses of the local Slack: the Web API and everything its answers point to."""

import time
from http import HTTPStatus

from aiohttp import web

from localslack.authorize_page import AuthorizePage
from localslack.delivery.socket_mode import SocketMode
from localslack.errors import SlackError
from localslack.faults_api import FaultsApi
from localslack.installation import Installation, Registration
from localslack.json_types import JsonObject
from localslack.rates import RateLimited
from localslack.replies import reply
from localslack.web_api.calls import Calls, json_object
from localslack.web_api.files import LARGEST
from localslack.web_api.tiers import Pace
from localslack.wire import Direction, Record, Wire


class Site:
    def __init__(
        self,
        registration: Registration,
        calls: Calls,
        socket_mode: SocketMode,
        faults: FaultsApi,
        wire: Wire,
        pace: Pace,
    ) -> None:
        self._pace = pace
        self._faults = faults
        self._registration = registration
        self._calls = calls
        self._socket_mode = socket_mode
        self._wire = wire

    def application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST)
        application.add_routes(
            [
                web.route("*", "/api/{method}", self._calls.handle),
                web.get("/oauth/v2/authorize", AuthorizePage(self._registration).visit),
                *self._faults.routes(),
                web.get("/link/", self._socket_mode.serve),
                web.post("/{kind:commands|actions}/{team}/{secret}", self._respond),
                web.post("/upload/v1/{team}/{file}", self._upload),
                web.get("/files-pri/{team}/{file}/{name}", self._download),
            ]
        )
        return application

    async def _respond(self, request: web.Request) -> web.Response:
        """Take what the app says through a response URL."""
        started = time.monotonic()
        body: JsonObject = {}
        status = HTTPStatus.OK
        answer: JsonObject = {"ok": True}
        headers: dict[str, str] = {}
        try:
            body = json_object(await request.text())
            self._take(self._installation(request), request.match_info["secret"], body)
        except RateLimited as refusal:
            answer = {"ok": False, "error": refusal.code}
            status = HTTPStatus.TOO_MANY_REQUESTS
            headers["Retry-After"] = str(refusal.retry_after)
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
                team_id=request.match_info["team"],
            )
        )
        return web.json_response(answer, status=status, headers=headers)

    def _take(self, app: Installation, secret: str, body: JsonObject) -> None:
        """Say it, at the pace of messages if everybody is to see it."""
        if body.get("response_type") == "in_channel" and not body.get("replace_original"):
            place = app.response_urls.peek(secret)
            self._pace.take_post(app.team_id, place.channel.id)
        reply(app, app.response_urls.use(secret), body)

    async def _upload(self, request: web.Request) -> web.Response:
        file = self._installation(request).workspace.files.get(request.match_info["file"])
        if file is None or file.completed:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        data = await _bytes_of(request)
        if len(data) != file.length:
            return web.Response(status=HTTPStatus.BAD_REQUEST, text="wrong length")
        file.data = data
        return web.Response(text=f"OK - {file.length}")

    async def _download(self, request: web.Request) -> web.Response:
        app = self._installation(request)
        file = app.workspace.files.get(request.match_info["file"])
        if not self._may_read(request, app):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        if file is None or file.data is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        return web.Response(body=file.data)

    def _installation(self, request: web.Request) -> Installation:
        app = self._registration.installations.get(request.match_info["team"])
        if app is None:
            raise web.HTTPNotFound
        return app

    def _may_read(self, request: web.Request, app: Installation) -> bool:
        header = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            token = self._registration.tokens.find(header)
        except SlackError:
            return False
        return token.team_id == app.team_id and "files:read" in token.scopes


async def _bytes_of(request: web.Request) -> bytes:
    """The file as a raw body or as the one part of a multipart form."""
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""
