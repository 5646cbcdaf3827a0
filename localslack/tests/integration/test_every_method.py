"""What holds for every method: who may call it, with which scope, and what it has to be told."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from localslack import LocalSlack, NewPerson
from localslack.app.tokens import TokenKind
from localslack.options import Options
from localslack.web_api import METHODS
from localslack.web_api.methods import Method
from localslack_support.manifests import a_manifest

WITH_TOKEN = [method for method in METHODS.values() if method.rules.tokens]
WITH_SCOPES = [method for method in WITH_TOKEN if method.rules.scopes]
WITH_ARGUMENTS = [method for method in METHODS.values() if method.rules.requires]


def named(method: Method) -> str:
    return method.name


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    options = Options(rate_limits=False)
    async with LocalSlack(a_manifest(), [NewPerson("Ana")], options=options) as running:
        yield running


class Caller:
    """Calls with tokens that were granted exactly some scopes."""

    def __init__(self, slack: LocalSlack, session: aiohttp.ClientSession) -> None:
        self._slack = slack
        self._session = session

    def token(self, kind: TokenKind, scopes: frozenset[str]) -> str:
        user = self._slack.app.bot if kind is TokenKind.BOT else self._slack.person("Ana").user
        tokens = self._slack.registration.tokens
        return tokens.issue(kind, scopes, team_id=self._slack.team_id, user=user).text

    async def calls(self, method: Method, token: str, **arguments: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = f"{self._slack.api_url}{method.name}"
        async with self._session.post(url, headers=headers, data=arguments) as response:
            answer: dict[str, Any] = await response.json()
            return answer | {"headers": response.headers}


@pytest.fixture
def caller(slack: LocalSlack, session: aiohttp.ClientSession) -> Caller:
    return Caller(slack, session)


@pytest.mark.parametrize("method", WITH_TOKEN, ids=named)
async def test_a_token_is_needed_and_must_be_known(caller: Caller, method: Method) -> None:
    assert (await caller.calls(method, ""))["error"] == "not_authed"
    assert (await caller.calls(method, "xoxb-made-up"))["error"] == "invalid_auth"


@pytest.mark.parametrize("method", WITH_TOKEN, ids=named)
async def test_the_wrong_kind_of_token_is_refused(caller: Caller, method: Method) -> None:
    for kind in set(TokenKind) - method.rules.tokens:
        token = caller.token(kind, frozenset(method.rules.scopes))
        assert (await caller.calls(method, token))["error"] == "not_allowed_token_type"


@pytest.mark.parametrize("method", WITH_SCOPES, ids=named)
async def test_a_scope_that_is_missing_is_named(caller: Caller, method: Method) -> None:
    for kind in method.rules.tokens:
        answer = await caller.calls(method, caller.token(kind, frozenset({"team:peek"})))

        assert answer["error"] == "missing_scope"
        assert answer["needed"] == ",".join(method.rules.scopes)
        assert answer["provided"] == "team:peek"
        assert answer["headers"]["x-oauth-scopes"] == "team:peek"
        assert answer["headers"]["x-accepted-oauth-scopes"] == ",".join(method.rules.scopes)


@pytest.mark.parametrize("method", WITH_ARGUMENTS, ids=named)
async def test_arguments_that_are_missing_are_named(caller: Caller, method: Method) -> None:
    kind = next(iter(method.rules.tokens))
    token = caller.token(kind, frozenset(method.rules.scopes))
    answer = await caller.calls(method, token)

    assert answer["error"] == "invalid_arguments"
    for name in method.rules.requires:
        assert name in answer["response_metadata"]["messages"][0]


async def test_names_that_no_method_knows_are_overlooked(caller: Caller, slack: LocalSlack) -> None:
    answer = await caller.calls(METHODS["auth.test"], slack.bot_token, colour="green")

    assert answer["ok"]
    assert slack.traffic.calls("auth.test")[0].overlooked == {"colour"}


@pytest.mark.parametrize("name", ["two words", "x" * 101, "semi;colon"])
async def test_names_that_no_argument_could_have_are_refused(
    caller: Caller, slack: LocalSlack, name: str
) -> None:
    answer = await caller.calls(METHODS["auth.test"], slack.bot_token, **{name: "green"})

    assert answer["error"] == "invalid_arg_name"


async def test_a_test_call_says_what_it_was_told(caller: Caller) -> None:
    echoed = await caller.calls(METHODS["api.test"], "", foo="bar")
    failed = await caller.calls(METHODS["api.test"], "", error="my_error")

    assert echoed["args"] == {"foo": "bar"}
    assert (failed["ok"], failed["error"]) == (False, "my_error")
