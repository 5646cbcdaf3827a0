"""What a call passes through, step by step, before its method runs."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from localslack.app.installation import Installation, Registration
from localslack.app.tokens import Token, TokenKind
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.rate_limits.tiers import Pace
from localslack.web_api.arguments import Arguments, invalid
from localslack.web_api.methods import RETIRED, Method
from localslack.web_api.reach import place_id

_ARGUMENT = re.compile(r"[A-Za-z0-9_]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    name: str
    token: str
    token_in_header: bool
    arguments: Arguments
    problem: str = ""
    """What is wrong with the way in which it was sent, as an error code."""


Step: TypeAlias = Callable[[Installation, Method, Call], None]
"""Lets the call pass, or raises a SlackError."""


def check_rate(pace: Pace) -> Step:
    """Every call with a good token counts, also one that is refused afterwards."""

    def check(app: Installation, method: Method, call: Call) -> None:
        pace.take_call(app.team_id, method.name)
        if method.name == "chat.postMessage":
            pace.take_post(app.team_id, place_id(app, call.arguments.text("channel")))

    return check


def check_scope(app: Installation, method: Method, call: Call) -> None:  # noqa: ARG001
    app.require(*method.rules.scopes)


def check_arguments(app: Installation, method: Method, call: Call) -> None:  # noqa: ARG001
    """Names that a method does not know are overlooked, unless no argument could have them."""
    given = call.arguments.names()
    if not all(_ARGUMENT.fullmatch(name) for name in given):
        raise SlackError("invalid_arg_name")
    missing = method.rules.requires - given
    if missing:
        raise invalid(f"missing required field: {', '.join(sorted(missing))}")


class Pipeline:
    def __init__(
        self, registration: Registration, methods: Mapping[str, Method], pace: Pace
    ) -> None:
        self.steps: tuple[Step, ...] = (check_rate(pace), check_scope, check_arguments)
        self._registration = registration
        self._methods = methods

    def method(self, name: str) -> Method | None:
        return self._methods.get(name)

    def answer(self, call: Call) -> JsonObject:
        """Run the method if every step lets the call pass; raises SlackError otherwise."""
        method = self.method(call.name)
        if method is None:
            raise SlackError(RETIRED.get(call.name, "unknown_method"))
        if call.problem:
            raise SlackError(call.problem)
        app = self._caller(method, call)
        for step in self.steps:
            step(app, method, call)
        return {"ok": True, **method.run(app, call.arguments)}

    def token(self, call: Call) -> Token | None:
        """The good token that the call came with."""
        try:
            return self._registration.tokens.find(call.token)
        except SlackError:
            return None

    def overlooked(self, call: Call) -> frozenset[str]:
        """The arguments that the method does not know."""
        method = self.method(call.name)
        return call.arguments.names() - method.rules.accepts if method else frozenset()

    def _caller(self, method: Method, call: Call) -> Installation:
        """The app in the workspace of its token, with the rights of that token."""
        if not method.rules.tokens:
            return self._registration.first
        token = self._registration.tokens.find(call.token)
        if token.kind not in method.rules.tokens:
            raise SlackError("not_allowed_token_type")
        if token.kind is TokenKind.APP:
            if not call.token_in_header:
                raise SlackError("not_authed")
            return self._registration.first.seen_with(token)
        return self._registration.installations[token.team_id].seen_with(token)
