"""What a request to a method says: its token, its arguments, or what is wrong with it.

Source: docs.slack.dev/apis/web-api and docs.slack.dev/changelog/2017-10-keeping-up-with-the-jsons.
"""

import base64
import binascii
import json
from urllib.parse import unquote

from aiohttp import web

from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.web_api.arguments import Arguments
from localslack.web_api.pipeline import Call


async def read_call(request: web.Request, *, reads_json: bool) -> Call:
    """The call, also of a request that cannot be understood: its `problem` is told then.

    A token counts in the header or in a form. In JSON it does not, and in a query not since 2021
    (docs.slack.dev/changelog/2020-11-no-more-tokens-in-querystrings-for-newly-created-apps).
    """
    values: JsonObject = dict(request.query)
    form: JsonObject = {}
    problem = ""
    try:
        if request.content_type != "application/json":
            form = dict(await _form(request))
        # Where a method takes forms only, Slack does not look at JSON at all.
        elif reads_json:
            values |= json_object(await _text(request))
    except SlackError as refusal:
        problem = refusal.code
    scheme, _, header = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Basic":
        form |= _credentials(header)
        header = ""
    token = str(form.get("token", ""))
    values = {name: value for name, value in (values | form).items() if name != "token"}
    return Call(
        name=request.match_info["method"],
        token=header.strip() or token,
        token_in_header=bool(header),
        arguments=Arguments(values),
        problem=problem,
    )


def json_object(text: str) -> JsonObject:
    """The object that was sent; nothing at all counts as an empty one.

    Raises:
        SlackError: `invalid_json` or `json_not_object`.
    """
    try:
        parsed = json.loads(text or "{}")
    except json.JSONDecodeError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(parsed, dict):
        raise SlackError("json_not_object")
    return parsed


async def _text(request: web.Request) -> str:
    try:
        return await request.text()
    except (UnicodeDecodeError, LookupError) as error:
        raise SlackError("invalid_charset") from error


async def _form(request: web.Request) -> JsonObject:
    try:
        return dict(await request.post())
    except (UnicodeDecodeError, LookupError) as error:
        raise SlackError("invalid_charset") from error
    except ValueError as error:
        raise SlackError("invalid_form_data") from error


def _credentials(encoded: str) -> JsonObject:
    """Client id and secret from HTTP Basic authentication."""
    try:
        client_id, _, client_secret = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": unquote(client_id), "client_secret": unquote(client_secret)}
