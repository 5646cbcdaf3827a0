"""The page on which a person agrees to install the app; here they always agree at once.

Source: docs.slack.dev/authentication/installing-with-oauth.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from aiohttp import web

from localslack.app.installation import Installation, Registration
from localslack.app.oauth import Consent, is_listed
from localslack.errors import SlackError
from localslack.workspace.users import User


class AuthorizePage:
    def __init__(self, registration: Registration) -> None:
        self._registration = registration

    async def visit(self, request: web.Request) -> web.Response:
        """Send the browser back to the app with a code, or say why the link is wrong.

        Two arguments are the local Slack's own: `user`, the name of who installs (the first person
        of the workspace if it is left out), and `deny` for a person who does not agree.
        """
        try:
            target = self._redirect(request.query)
        except SlackError as refusal:
            return web.Response(status=400, text=f"Something went wrong: {refusal.code}")
        raise web.HTTPFound(target)

    def _redirect(self, asked: Mapping[str, str]) -> str:
        registration = self._registration
        if asked.get("client_id") != registration.client_id:
            raise SlackError("invalid_client_id")
        listed = registration.manifest.redirect_urls
        redirect_uri = asked.get("redirect_uri", "")
        if not is_listed(redirect_uri or (listed or ("",))[0], listed):
            raise SlackError("bad_redirect_uri")
        answer = {"state": asked["state"]} if "state" in asked else {}
        if "deny" in asked:
            answer["error"] = "access_denied"
        else:
            answer["code"] = registration.codes.issue(self._consent(asked, redirect_uri))
        target = redirect_uri or listed[0]
        return f"{target}{'&' if '?' in target else '?'}{urlencode(answer)}"

    def _consent(self, asked: Mapping[str, str], redirect_uri: str) -> Consent:
        app = self._installation(asked.get("team", ""))
        scopes = _words(asked.get("scope", ""))
        user_scopes = _words(asked.get("user_scope", ""))
        manifest = app.manifest
        if not scopes and not user_scopes:
            raise SlackError("no_scopes")
        if not (scopes <= manifest.bot_scopes and user_scopes <= manifest.user_scopes):
            raise SlackError("invalid_scope")
        return Consent(
            team_id=app.team_id,
            user=_user(app, asked.get("user", "")),
            scopes=scopes,
            user_scopes=user_scopes,
            redirect_uri=redirect_uri,
        )

    def _installation(self, team: str) -> Installation:
        for app in self._registration.installations.values():
            if team in {"", app.team_id, app.workspace.domain}:
                return app
        raise SlackError("invalid_team_for_non_distributed_app")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.replace(",", " ").split())


def _user(app: Installation, name: str) -> User:
    for user in app.workspace.users.values():
        if not user.is_bot and name in {"", user.name, user.id}:
            return user
    raise SlackError("user_not_found")
