"""The table that Web API methods are rows of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from localslack.app.installation import Installation
from localslack.app.tokens import TokenKind
from localslack.json_types import JsonObject
from localslack.web_api.arguments import Arguments

Run: TypeAlias = Callable[[Installation, Arguments], JsonObject]


RETIRED = {"files.upload": "method_deprecated"}
"""What Slack once had, with how it refuses it now."""

# With the token of an organisation, any method may have to be told which workspace is meant.
_ANYWHERE = frozenset({"team_id"})


BOT_OR_USER = frozenset({TokenKind.BOT, TokenKind.USER})
ONLY_BOT = frozenset({TokenKind.BOT})
ONLY_USER = frozenset({TokenKind.USER})
ONLY_APP = frozenset({TokenKind.APP})
WITHOUT_TOKEN: frozenset[TokenKind] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is checked before a method runs.

    The scopes are alternatives; where the kind of channel decides, the method asks again.
    A method without kinds of token is for those who have none yet.
    """

    requires: frozenset[str]
    optional: frozenset[str]
    scopes: tuple[str, ...] = ()
    tokens: frozenset[TokenKind] = BOT_OR_USER
    reads_json: bool = True

    @property
    def accepts(self) -> frozenset[str]:
        return self.requires | self.optional | _ANYWHERE


def rules(
    requires: str = "",
    optional: str = "",
    *,
    scopes: str = "",
    tokens: frozenset[TokenKind] = BOT_OR_USER,
    reads_json: bool = True,
) -> Rules:
    """The rules, with lists of names written as words."""
    return Rules(
        requires=frozenset(requires.split()),
        optional=frozenset(optional.split()),
        scopes=tuple(scopes.split()),
        tokens=tokens,
        reads_json=reads_json,
    )


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    rules: Rules
    run: Run


class MethodTable:
    def __init__(self) -> None:
        self.methods: dict[str, Method] = {}

    def add(self, name: str, its_rules: Rules) -> Callable[[Run], Run]:
        def register(run: Run) -> Run:
            self.methods[name] = Method(name, its_rules, run)
            return run

        return register
