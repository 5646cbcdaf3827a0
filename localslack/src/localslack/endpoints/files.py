"""The bytes of files on their way: up from the app, and down to who may read them."""

import time
from http import HTTPStatus

from aiohttp import web

from localslack.app.installation import Installation
from localslack.endpoints.responder import Answer, Responder
from localslack.errors import SlackError
from localslack.traffic import Direction, Record, Traffic

UPLOAD = "upload"
"""The name of an upload in the traffic log, and for faults."""


class FileTransfer:
    def __init__(self, responder: Responder, traffic: Traffic) -> None:
        self._responder = responder
        self._traffic = traffic

    async def upload(self, request: web.Request, app: Installation) -> web.StreamResponse:
        """Take the bytes of a file that was announced in just this length."""
        started = time.monotonic()
        data = await _bytes_of(request)
        file_id = request.match_info["file"]

        def note(answer: Answer) -> None:
            self._traffic.add(
                Record(
                    direction=Direction.CALL,
                    name=UPLOAD,
                    arguments={"file": file_id, "length": len(data)},
                    answer=answer.body,
                    seconds=time.monotonic() - started,
                    team_id=app.team_id,
                )
            )

        return await self._responder.answer(
            request, UPLOAD, lambda: _keep(app, file_id, data), note
        )

    async def download(self, request: web.Request, app: Installation) -> web.StreamResponse:
        if not _may_read(request, app):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        file = app.workspace.files.get(request.match_info["file"])
        if file is None or file.data is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        return web.Response(body=file.data)


def _keep(app: Installation, file_id: str, data: bytes) -> Answer:
    file = app.workspace.files.get(file_id)
    if file is None or file.completed:
        return _refusal(HTTPStatus.NOT_FOUND, "no such file")
    if len(data) != file.length:
        return _refusal(HTTPStatus.BAD_REQUEST, "wrong length")
    file.data = data
    return Answer(body={"ok": True}, text=f"OK - {file.length}")


def _refusal(status: HTTPStatus, reason: str) -> Answer:
    return Answer(body={"ok": False, "error": reason}, status=status, text=reason)


def _may_read(request: web.Request, app: Installation) -> bool:
    header = request.headers.get("Authorization", "").removeprefix("Bearer ")
    try:
        token = app.registration.tokens.find(header)
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
