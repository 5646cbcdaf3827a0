"""The addresses of the local Slack: the Web API and everything its answers point to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from aiohttp import web

from localslack.app.installation import Installation, Registration
from localslack.delivery.socket_mode import SocketMode
from localslack.endpoints.api_calls import Calls
from localslack.endpoints.authorize_page import AuthorizePage
from localslack.endpoints.faults import FaultsApi
from localslack.endpoints.files import FileTransfer
from localslack.endpoints.response_urls import Answers
from localslack.web_api.files import LARGEST

_Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
_OfOneApp: TypeAlias = Callable[[web.Request, Installation], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    registration: Registration
    calls: Calls
    answers: Answers
    files: FileTransfer
    socket_mode: SocketMode
    faults: FaultsApi

    def application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST)
        application.add_routes(
            [
                web.route("*", "/api/{method}", self.calls.handle),
                web.get("/oauth/v2/authorize", AuthorizePage(self.registration).visit),
                *self.faults.routes(),
                web.get("/link/", self.socket_mode.serve),
                web.post("/{kind:commands|actions}/{team}/{secret}", self._in(self.answers.take)),
                web.post("/upload/v1/{team}/{file}", self._in(self.files.upload)),
                web.get("/files-pri/{team}/{file}/{name}", self._in(self.files.download)),
            ]
        )
        return application

    def _in(self, handle: _OfOneApp) -> _Handler:
        """The handler, told which installation the address names."""

        async def handle_in_team(request: web.Request) -> web.StreamResponse:
            app = self.registration.installations.get(request.match_info["team"])
            if app is None:
                raise web.HTTPNotFound
            return await handle(request, app)

        return handle_in_team
