"""Installing and taking out: codes and refresh tokens for tokens, and the end of tokens.

Sources: docs.slack.dev/reference/methods/oauth.v2.access, .../auth.revoke, .../apps.uninstall.
"""

from localslack.app.installation import Installation, Registration
from localslack.app.oauth import Consent
from localslack.app.tokens import ROTATED_SECONDS, Token, TokenKind
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.web_api.arguments import Arguments, invalid
from localslack.web_api.methods import WITHOUT_TOKEN, MethodTable, rules

OAUTH = MethodTable()

_CREDENTIALS = "client_id client_secret"


@OAUTH.add(
    "oauth.v2.access",
    rules(
        "",
        f"{_CREDENTIALS} code redirect_uri grant_type refresh_token code_verifier",
        tokens=WITHOUT_TOKEN,
        reads_json=False,
    ),
)
def access(app: Installation, arguments: Arguments) -> JsonObject:
    """A token for the code of an installation or, with rotation, for a refresh token."""
    registration = app.registration
    _check_credentials(registration, arguments)
    grants = {"authorization_code": _by_code, "refresh_token": _by_refresh_token}
    grant = grants.get(arguments.text("grant_type", "authorization_code"))
    if grant is None:
        raise SlackError("invalid_grant_type")
    return grant(registration, arguments)


@OAUTH.add("auth.revoke", rules("", "test"))
def revoke(app: Installation, arguments: Arguments) -> JsonObject:
    """End the token the call came with; `test` only asks whether it could be."""
    if arguments.flag("test") or app.token is None:
        return {"revoked": False}
    app.itself.revoke(app.token)
    return {"revoked": True}


@OAUTH.add("apps.uninstall", rules(_CREDENTIALS))
def uninstall(app: Installation, arguments: Arguments) -> JsonObject:
    _check_credentials(app.registration, arguments)
    app.itself.uninstall()
    return {}


def _by_code(registration: Registration, arguments: Arguments) -> JsonObject:
    consent = registration.codes.exchange(arguments.text("code"), arguments.text("redirect_uri"))
    app = registration.installations[consent.team_id]
    return _granted(app, consent)


def _by_refresh_token(registration: Registration, arguments: Arguments) -> JsonObject:
    if not registration.manifest.token_rotation:
        raise invalid("token rotation is not switched on")
    token = registration.tokens.rotate(arguments.text("refresh_token"))
    app = registration.installations[token.team_id]
    if token.kind is TokenKind.BOT:
        return _where(app) | _bot_part(app, token)
    return _where(app) | {"authed_user": _user_part(app, token)}


def _granted(app: Installation, consent: Consent) -> JsonObject:
    answer = _where(app)
    if consent.scopes:
        answer |= _bot_part(app, app.install(consent.scopes))
    authed: JsonObject = {"id": consent.user.id}
    if consent.user_scopes:
        authed |= _user_part(app, app.authorize(consent.user, consent.user_scopes))
    return answer | {"authed_user": authed}


def _where(app: Installation) -> JsonObject:
    return {
        "app_id": app.app_id,
        "team": {"id": app.team_id, "name": app.workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _bot_part(app: Installation, token: Token) -> JsonObject:
    return {"bot_user_id": app.bot.id} | _token_part(app, token, "bot")


def _user_part(app: Installation, token: Token) -> JsonObject:
    return {"id": token.user.id if token.user else ""} | _token_part(app, token, "user")


def _token_part(app: Installation, token: Token, kind: str) -> JsonObject:
    shape: JsonObject = {
        "access_token": token.text,
        "token_type": kind,
        "scope": ",".join(sorted(token.scopes)),
    }
    if not app.manifest.token_rotation:
        return shape
    refresh_token = app.registration.tokens.refresh_token(token)
    return shape | {"refresh_token": refresh_token, "expires_in": ROTATED_SECONDS}


def _check_credentials(registration: Registration, arguments: Arguments) -> None:
    if arguments.text("client_id") != registration.client_id:
        raise SlackError("invalid_client_id")
    if arguments.text("client_secret") != registration.client_secret:
        raise SlackError("bad_client_secret")
