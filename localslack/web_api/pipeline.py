"""What a call passes through, step by step, before its method runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from localslack.errors import SlackError
from localslack.installation import Installation
from localslack.json_types import JsonObject
from localslack.web_api.arguments import Arguments, invalid
from localslack.web_api.methods import Method, TokenKind
from localslack.web_api.tiers import Pace


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    name: str
    token: str
    token_in_header: bool
    arguments: Arguments


Step: TypeAlias = Callable[[Installation, Method, Call], None]
"""Lets the call pass, or raises a SlackError."""


def check_token(app: Installation, method: Method, call: Call) -> None:
    kinds = {app.bot_token: TokenKind.BOT, app.app_token: TokenKind.APP}
    if not call.token:
        raise SlackError("not_authed")
    if call.token not in kinds:
        raise SlackError("invalid_auth")
    if kinds[call.token] is not method.rules.token:
        raise SlackError("not_allowed_token_type")
    if method.rules.token is TokenKind.APP and not call.token_in_header:
        raise SlackError("not_authed")


def check_scope(app: Installation, method: Method, call: Call) -> None:  # noqa: ARG001
    app.require(*method.rules.scopes)


def check_arguments(app: Installation, method: Method, call: Call) -> None:  # noqa: ARG001
    """Slack overlooks names it does not know; here they are refused, since each is a mistake."""
    given = call.arguments.names()
    unknown = given - method.rules.accepts
    if unknown:
        raise invalid(f"no such argument: {', '.join(sorted(unknown))}")
    missing = method.rules.requires - given
    if missing:
        raise invalid(f"missing required field: {', '.join(sorted(missing))}")


def check_rate(pace: Pace) -> Step:
    """Every call with a good token counts, also one that is refused afterwards."""

    def check(app: Installation, method: Method, call: Call) -> None:
        pace.take_call(app.workspace.team_id, method.name, call.arguments)

    return check


class Pipeline:
    def __init__(self, app: Installation, methods: Mapping[str, Method], pace: Pace) -> None:
        self.steps: tuple[Step, ...] = (
            check_token,
            check_rate(pace),
            check_scope,
            check_arguments,
        )
        self._app = app
        self._methods = methods

    def method(self, name: str) -> Method | None:
        return self._methods.get(name)

    def answer(self, call: Call) -> JsonObject:
        """Run the method if every step lets the call pass; raises SlackError otherwise."""
        method = self.method(call.name)
        if method is None:
            raise SlackError("unknown_method")
        for step in self.steps:
            step(self._app, method, call)
        return {"ok": True, **method.run(self._app, call.arguments)}
