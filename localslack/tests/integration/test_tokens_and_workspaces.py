"""Which token may do what, several workspaces, and how an app gets into them and out again."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from localslack import LocalSlack, NewPerson
from localslack.app.oauth import CODE_SECONDS, Codes, Consent
from localslack.app.tokens import ROTATED_SECONDS, TokenKind, Tokens
from localslack.rate_limits.tiers import EVENTS_OF_A_WORKSPACE
from localslack.teams.team import Team
from localslack_support.manifests import a_distributed_manifest

# slack-sdk 3.47 writes its client credentials in the old way of aiohttp.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

Refusal = Callable[[Awaitable[Any]], Awaitable[str]]
BACK = "https://tea.example/slack/oauth_redirect"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SCOPES = "channels:read,chat:write,users:read"


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(a_distributed_manifest(), [NewPerson("Ana")], lambda: NOON) as running:
        yield running


@pytest.fixture
def acme(slack: LocalSlack) -> Team:
    return slack.add_workspace("Acme", [NewPerson("Zoe")], installed=False)


class Browser:
    """Follows the link on an install page, as a person does."""

    def __init__(self, slack: LocalSlack, session: aiohttp.ClientSession) -> None:
        self._slack = slack
        self._session = session

    async def visits(self, **asked: str) -> tuple[int, dict[str, str], str]:
        """The status, the arguments in the address it is sent to, and what it reads."""
        arguments = {"client_id": self._slack.registration.client_id, **asked}
        url = f"{self._slack.url}/oauth/v2/authorize?{urlencode(arguments)}"
        async with self._session.get(url, allow_redirects=False) as response:
            target = urlsplit(response.headers.get("Location", ""))
            sent = {key: values[0] for key, values in parse_qs(target.query).items()}
            return response.status, sent, await response.text()


@pytest.fixture
def browser(slack: LocalSlack, session: aiohttp.ClientSession) -> Browser:
    return Browser(slack, session)


async def access(client: AsyncWebClient, slack: LocalSlack, **arguments: str) -> Any:
    return await client.oauth_v2_access(
        client_id=slack.registration.client_id,
        client_secret=slack.registration.client_secret,
        **arguments,
    )


async def test_an_app_is_installed_with_a_code(
    slack: LocalSlack, acme: Team, browser: Browser, client: AsyncWebClient, refusal: Refusal
) -> None:
    status, sent, _ = await browser.visits(
        scope=SCOPES, user_scope="chat:write", state="xyz", redirect_uri=BACK, team=acme.id
    )
    installed = await access(client, slack, code=sent["code"], redirect_uri=BACK)
    token = installed["access_token"]
    told = await client.auth_test(token=token)
    again = access(client, slack, code=sent["code"], redirect_uri=BACK)

    assert (status, sent["state"]) == (302, "xyz")
    assert installed["team"] == {"id": acme.id, "name": "Acme"}
    assert installed["scope"] == SCOPES
    assert installed["authed_user"]["id"] == acme.person("Zoe").id
    assert installed["authed_user"]["token_type"] == "user"
    assert (told["team_id"], told["user_id"]) == (acme.id, installed["bot_user_id"])
    assert told.headers["x-oauth-scopes"] == SCOPES
    assert await refusal(again) == "invalid_code"


async def test_scopes_add_up_when_an_app_is_installed_again(
    slack: LocalSlack, acme: Team, browser: Browser, client: AsyncWebClient
) -> None:
    tokens = []
    for scope in ("chat:write", "users:read"):
        _, sent, _ = await browser.visits(scope=scope, redirect_uri=BACK, team=acme.id)
        tokens.append(await access(client, slack, code=sent["code"], redirect_uri=BACK))

    assert tokens[0]["scope"] == "chat:write"
    assert tokens[1]["scope"] == "chat:write,users:read"
    assert tokens[1]["access_token"] == tokens[0]["access_token"]


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"client_id": "1.2", "scope": SCOPES}, "invalid_client_id"),
        ({"scope": SCOPES, "redirect_uri": "https://evil.example/slack"}, "bad_redirect_uri"),
        ({"scope": SCOPES, "redirect_uri": "https://tea.example/slackers"}, "bad_redirect_uri"),
        ({"scope": "admin"}, "invalid_scope"),
        ({}, "no_scopes"),
        ({"scope": SCOPES, "team": "T-NONE"}, "invalid_team"),
    ],
)
async def test_a_wrong_link_is_not_followed(
    browser: Browser, asked: dict[str, str], complaint: str
) -> None:
    status, sent, text = await browser.visits(**asked)

    assert (status, sent) == (400, {})
    assert complaint in text


async def test_a_person_may_say_no(browser: Browser) -> None:
    _, sent, _ = await browser.visits(scope=SCOPES, state="s", deny="1")

    assert sent == {"error": "access_denied", "state": "s"}


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "guess"}, "bad_client_secret"),
        ({"code": "1.2.3"}, "invalid_code"),
        ({"redirect_uri": "https://tea.example/slack"}, "bad_redirect_uri"),
        ({"grant_type": "password"}, "invalid_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "invalid_arguments"),
    ],
)
async def test_a_wrong_exchange_is_refused(
    slack: LocalSlack,
    browser: Browser,
    session: aiohttp.ClientSession,
    changed: dict[str, str],
    error: str,
) -> None:
    _, sent, _ = await browser.visits(scope=SCOPES, redirect_uri=BACK)
    arguments = {
        "client_id": slack.registration.client_id,
        "client_secret": slack.registration.client_secret,
        "code": sent["code"],
        "redirect_uri": BACK,
    }
    url = f"{slack.api_url}oauth.v2.access"
    async with session.post(url, data=arguments | changed) as response:
        assert (await response.json())["error"] == error


def test_a_code_is_good_for_ten_minutes() -> None:
    class Late:
        seconds = 0.0

    codes = Codes(lambda: Late.seconds)
    slack = LocalSlack(a_distributed_manifest(), [NewPerson("Ana")])
    ana = slack.person("Ana").user
    consent = Consent(
        team_id="T1", user=ana, scopes=frozenset(), user_scopes=frozenset(), redirect_uri=""
    )
    early, late = codes.issue(consent), codes.issue(consent)
    Late.seconds = CODE_SECONDS - 0.1
    assert codes.exchange(early, "") == consent

    Late.seconds = CODE_SECONDS
    with pytest.raises(Exception, match="invalid_code"):
        codes.exchange(late, "")


async def test_a_token_leads_to_its_own_workspace_only(
    slack: LocalSlack, session: aiohttp.ClientSession, refusal: Refusal
) -> None:
    acme = slack.add_workspace("Acme", [NewPerson("Zoe")])
    ours = slack.channel("kitchen", members=["Ana"], bot=True)
    theirs = acme.channel("kitchen", members=["Zoe"], bot=True)
    client = AsyncWebClient(acme.bot_token, base_url=slack.api_url, session=session)
    await client.chat_postMessage(channel=theirs.id, text="tea")

    assert slack.workspace_named("Acme") is acme
    assert [message.text for message in theirs.messages] == ["tea"]
    assert slack.messages == []
    assert await refusal(client.chat_postMessage(channel=ours.id, text="tea")) == (
        "channel_not_found"
    )
    assert await refusal(client.users_info(user=slack.person("Ana").id)) == "user_not_found"
    assert slack.traffic.calls("chat.postMessage")[0].team_id == acme.id


async def test_rates_are_counted_for_each_workspace(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    slack.limits.seconds = lambda: 0.0
    acme = slack.add_workspace("Acme")
    ours, theirs = (
        AsyncWebClient(token, base_url=slack.api_url, session=session, retry_handlers=[])
        for token in (slack.bot_token, acme.bot_token)
    )
    for _ in range(20):
        await ours.users_list()
    with pytest.raises(SlackApiError) as refusal:
        await ours.users_list()

    assert refusal.value.response.status_code == 429
    assert refusal.value.response.headers["Retry-After"] == "3"
    assert refusal.value.response.data == {"ok": False, "error": "ratelimited"}
    assert (await ours.auth_test())["ok"]
    assert (await theirs.users_list())["ok"]


async def test_a_user_token_acts_as_that_person(
    slack: LocalSlack, session: aiohttp.ClientSession
) -> None:
    kitchen = slack.channel("kitchen", members=["Ana"])
    token = slack.teams[slack.team_id].authorize("Ana", "chat:write")
    client = AsyncWebClient(token, base_url=slack.api_url, session=session)
    await client.chat_postMessage(channel=kitchen.id, text="from my phone")
    told = await client.auth_test()

    assert kitchen.messages[0].user == slack.person("Ana").user
    assert told["user_id"] == slack.person("Ana").id
    assert "bot_id" not in told.data
    with pytest.raises(SlackApiError) as poor:
        await client.users_list()
    assert poor.value.response["needed"] == "users:read"
    assert poor.value.response["provided"] == "chat:write"


async def test_uninstalling_ends_every_token_and_tells_the_app(
    slack: LocalSlack, client: AsyncWebClient, session: aiohttp.ClientSession, refusal: Refusal
) -> None:
    user_token = slack.teams[slack.team_id].authorize("Ana", "chat:write")
    credentials = {
        "client_id": slack.registration.client_id,
        "client_secret": slack.registration.client_secret,
    }
    wrong = client.apps_uninstall(client_id=credentials["client_id"], client_secret="guess")
    slack.options.rate_limits = False
    assert await refusal(wrong) == "bad_client_secret"
    await client.apps_uninstall(**credentials)
    as_ana = AsyncWebClient(user_token, base_url=slack.api_url, session=session)

    assert await refusal(client.auth_test()) == "account_inactive"
    assert await refusal(as_ana.auth_test()) == "token_revoked"
    assert not slack.app.installed
    async with session.ws_connect(await socket_url(slack, client)) as socket:
        frames = [await socket.receive_json() for _ in range(3)]
    events = {frame["payload"]["event"]["type"]: frame["payload"]["event"] for frame in frames[1:]}
    assert events["tokens_revoked"]["tokens"] == {
        "oauth": [slack.person("Ana").id],
        "bot": [slack.bot_user_id],
    }
    assert "app_uninstalled" in events


async def socket_url(slack: LocalSlack, client: AsyncWebClient) -> str:
    answer = await client.apps_connections_open(app_token=slack.app_token)
    return str(answer["url"])


async def test_what_happens_after_uninstalling_is_not_told(slack: LocalSlack) -> None:
    kitchen = slack.channel("kitchen", members=["Ana"], bot=True)
    slack.teams[slack.team_id].uninstall()
    told = len(slack.traffic.deliveries())
    await slack.person("Ana").says("anybody?", in_channel=kitchen)

    assert len(slack.traffic.deliveries()) == told


async def test_a_token_can_revoke_itself(client: AsyncWebClient, refusal: Refusal) -> None:
    asked = await client.auth_revoke(test=True)
    assert asked["revoked"] is False

    done = await client.auth_revoke()
    assert done["revoked"] is True
    assert await refusal(client.auth_test()) == "token_revoked"


async def test_only_the_token_of_the_call_is_revoked(
    slack: LocalSlack, client: AsyncWebClient, session: aiohttp.ClientSession, refusal: Refusal
) -> None:
    team = slack.teams[slack.team_id]
    tokens = [team.authorize("Ana", "chat:write") for _ in range(2)]
    first, second = (
        AsyncWebClient(token, base_url=slack.api_url, session=session) for token in tokens
    )
    await first.auth_revoke()

    assert await refusal(first.auth_test()) == "token_revoked"
    assert (await second.auth_test())["user_id"] == slack.person("Ana").id
    assert (await client.auth_test())["user_id"] == slack.bot_user_id


async def test_rotating_tokens_expire_and_are_refreshed_once(
    session: aiohttp.ClientSession, refusal: Refusal
) -> None:
    async with LocalSlack(a_distributed_manifest(rotation=True), [NewPerson("Ana")]) as slack:
        browser = Browser(slack, session)
        client = AsyncWebClient(base_url=slack.api_url, session=session)
        _, sent, _ = await browser.visits(scope=SCOPES, redirect_uri=BACK)
        first = await access(client, slack, code=sent["code"], redirect_uri=BACK)
        slack.teams[slack.team_id].expire_tokens()
        assert await refusal(client.auth_test(token=first["access_token"])) == "token_expired"

        refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        second = await access(client, slack, **refresh)
        assert first["expires_in"] == ROTATED_SECONDS
        assert second["access_token"].startswith("xoxe.xoxb-")
        assert (await client.auth_test(token=second["access_token"]))["ok"]
        assert await refusal(access(client, slack, **refresh)) == "invalid_refresh_token"


def test_a_rotating_token_lives_for_twelve_hours_and_two_at_most() -> None:
    class Clock:
        seconds = 0.0

    tokens = Tokens(lambda: Clock.seconds)
    first = tokens.issue(TokenKind.BOT, ["chat:write"], team_id="T1", rotates=True)
    second = tokens.rotate(tokens.refresh_token(first))
    assert tokens.find(first.text) is first
    third = tokens.rotate(tokens.refresh_token(second))
    with pytest.raises(Exception, match="token_expired"):
        tokens.find(first.text)

    Clock.seconds = ROTATED_SECONDS - 0.1
    assert tokens.find(third.text) is third
    Clock.seconds = ROTATED_SECONDS
    with pytest.raises(Exception, match="token_expired"):
        tokens.find(third.text)


async def test_one_socket_brings_the_events_of_all_workspaces(
    slack: LocalSlack, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    acme = slack.add_workspace("Acme", [NewPerson("Zoe")])
    ours = slack.channel("kitchen", members=["Ana"], bot=True)
    theirs = acme.channel("kitchen", members=["Zoe"], bot=True)
    async with session.ws_connect(await socket_url(slack, client)) as socket:
        await socket.receive_json()
        await slack.person("Ana").says("ours", in_channel=ours)
        await acme.person("Zoe").says("theirs", in_channel=theirs)
        told: dict[str, str] = {}
        while len(told) < 2:
            body = (await socket.receive_json())["payload"]
            if "client_msg_id" in body["event"]:
                told[body["event"]["text"]] = body["team_id"]

    assert told == {"ours": slack.team_id, "theirs": acme.id}


async def test_too_many_events_of_an_hour_are_left_out_and_that_is_told_once_a_minute(
    slack: LocalSlack, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    slack.limits.seconds = lambda: 0.0
    kitchen = slack.channel("kitchen", members=["Ana"])
    slack.workspace.join(kitchen, slack.app.bot)
    async with session.ws_connect(await socket_url(slack, client)) as socket:
        frames = [await socket.receive_json() for _ in range(3)]
        for frame in frames[1:]:
            await socket.send_json({"envelope_id": frame["envelope_id"]})
        for _ in range(EVENTS_OF_A_WORKSPACE.burst - 2):
            slack.pace.take_event(slack.team_id)
        for text in ("one", "two"):
            await slack.person("Ana").says(text, in_channel=kitchen)
        frame = await socket.receive_json()
        await socket.send_json({"envelope_id": frame["envelope_id"]})
        await slack.until(lambda: len(slack.traffic.deliveries()) == 3)

    assert frame["payload"] == {
        "type": "app_rate_limited",
        "token": slack.registration.verification_token,
        "team_id": slack.team_id,
        "minute_rate_limited": int(NOON.timestamp()),
        "api_app_id": slack.registration.app_id,
    }
