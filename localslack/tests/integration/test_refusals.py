"""What the Web API refuses because of what was switched off, is full, or needs one more scope."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, NewPerson, Person
from localslack.app.manifest import Manifest
from localslack_support.manifests import a_manifest

Refusal = Callable[[Awaitable[Any]], Awaitable[str]]
HOME = {"type": "home", "blocks": [{"type": "divider"}]}
MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Brew"},
    "external_id": "brew-1",
    "blocks": [{"type": "divider"}],
}


class Elsewhere:
    """A local Slack with another manifest, left open for one test."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    def slack(self, manifest: Manifest) -> LocalSlack:
        return LocalSlack(manifest, [NewPerson("Ana"), NewPerson("Ben")])

    def client(self, slack: LocalSlack) -> AsyncWebClient:
        return AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=self._session)


@pytest.fixture
def elsewhere(session: aiohttp.ClientSession) -> Elsewhere:
    return Elsewhere(session)


async def test_no_home_is_published_where_there_is_no_such_tab(
    elsewhere: Elsewhere, refusal: Refusal
) -> None:
    async with elsewhere.slack(a_manifest(without_tab="home")) as slack:
        ana = slack.person("Ana")
        published = elsewhere.client(slack).views_publish(user_id=ana.id, view=HOME)

        assert await refusal(published) == "not_enabled"
        assert ana.home is None


async def test_nobody_is_written_to_where_there_is_no_messages_tab(
    elsewhere: Elsewhere, refusal: Refusal
) -> None:
    async with elsewhere.slack(a_manifest(without_tab="messages")) as slack:
        client, ana = elsewhere.client(slack), slack.person("Ana")
        ana_to_ben = await ana.opens_dm(slack.person("Ben"))
        for place in (ana.id, ana.dm.id):
            posted = client.chat_postMessage(channel=place, text="psst")
            assert await refusal(posted) == "messages_tab_disabled"

        assert ana.dm.messages == []
        assert (await ana.says("psst", in_channel=ana_to_ben)).text == "psst"


async def test_an_external_id_is_given_once(
    client: AsyncWebClient, slack: LocalSlack, ana: Person, ben: Person, refusal: Refusal
) -> None:
    opened = await client.views_open(trigger_id=slack.app.triggers.issue(ana.user), view=MODAL)
    other = MODAL | {"external_id": "brew-2"}
    bens = await client.views_open(trigger_id=slack.app.triggers.issue(ben.user), view=other)

    def pushed() -> Awaitable[Any]:
        return client.views_push(trigger_id=slack.app.triggers.issue(ben.user), view=MODAL)

    assert await refusal(pushed()) == "duplicate_external_id"
    updated = client.views_update(view_id=bens["view"]["id"], view=MODAL)
    assert await refusal(updated) == "duplicate_external_id"
    assert (await client.views_update(view_id=opened["view"]["id"], view=MODAL))["ok"]
    await ana.closes_form()
    assert (await pushed())["view"]["external_id"] == "brew-1"


@pytest.fixture
async def item(client: AsyncWebClient, kitchen: Channel) -> dict[str, Any]:
    posted = await client.chat_postMessage(channel=kitchen.id, text="tea")
    return {"channel": kitchen.id, "timestamp": posted["ts"]}


@pytest.fixture
def emoji(slack: LocalSlack) -> list[str]:
    """Names of more emoji than any message takes."""
    names = [f"tea{number}" for number in range(60)]
    slack.workspace.custom_emoji.update(names)
    return names


async def test_one_person_reacts_to_a_message_in_so_many_ways_only(
    client: AsyncWebClient,
    slack: LocalSlack,
    item: dict[str, Any],
    emoji: list[str],
    refusal: Refusal,
) -> None:
    for name in emoji[:23]:
        await client.reactions_add(name=name, **item)

    assert await refusal(client.reactions_add(name=emoji[23], **item)) == "too_many_reactions"
    await slack.person("Ana").reacts(emoji[23], to=slack.messages[-1])
    assert len(slack.messages[-1].reactions) == 24


async def test_a_message_takes_so_many_emoji_only(
    client: AsyncWebClient,
    slack: LocalSlack,
    item: dict[str, Any],
    emoji: list[str],
    refusal: Refusal,
) -> None:
    message = slack.messages[-1]
    for person, names in (("Ana", emoji[:23]), ("Ben", emoji[23:46])):
        for name in names:
            await slack.person(person).reacts(name, to=message)
    for name in emoji[46:50]:
        await client.reactions_add(name=name, **item)

    assert len(message.reactions) == 50
    assert await refusal(client.reactions_add(name=emoji[50], **item)) == "too_many_emoji"
    await client.reactions_add(name=emoji[0], **item)


async def test_an_answer_is_not_answered(
    client: AsyncWebClient, kitchen: Channel, ana: Person, refusal: Refusal
) -> None:
    question = await ana.says("tea?")
    answer = await ana.says("yes", in_thread=question)
    below: dict[str, Any] = {"channel": kitchen.id, "text": "which?", "thread_ts": answer.ts}

    assert await refusal(client.chat_postMessage(**below)) == "cannot_reply_to_message"
    whispered = client.chat_postEphemeral(user=ana.id, **below)
    assert await refusal(whispered) == "cannot_reply_to_message"
    assert ana.private_answers == []


async def test_a_private_answer_shows_in_a_thread_that_has_answers(
    client: AsyncWebClient, kitchen: Channel, ana: Person
) -> None:
    question = await ana.says("tea?")
    for ts in ("1.000001", question.ts):
        await client.chat_postEphemeral(
            channel=kitchen.id, user=ana.id, text="too early", thread_ts=ts
        )
    await ana.says("yes", in_thread=question)
    await client.chat_postEphemeral(
        channel=kitchen.id, user=ana.id, text="which?", thread_ts=question.ts
    )

    assert ana.private_answers == ["which?"]


async def test_a_private_answer_keeps_no_metadata(
    client: AsyncWebClient, kitchen: Channel, ana: Person, refusal: Refusal
) -> None:
    said = {"channel": kitchen.id, "user": ana.id, "text": "psst"}
    marker = {"event_type": "tea_post", "event_payload": {"key": "cup"}}

    marked = client.api_call("chat.postEphemeral", json=said | {"metadata": marker})
    assert await refusal(marked) == "invalid_metadata_format"
    linked: dict[str, Any] = said | {"metadata": {"entities": []}}
    assert (await client.api_call("chat.postEphemeral", json=linked))["ok"]
    assert ana.private_answers == ["psst"]


async def test_one_scope_lets_the_app_write_in_any_public_channel(
    elsewhere: Elsewhere, refusal: Refusal
) -> None:
    async with elsewhere.slack(a_manifest(with_scope="chat:write.public")) as slack:
        client = elsewhere.client(slack)
        garden = slack.channel("garden", members=["Ana"])
        cellar = slack.channel("cellar", members=["Ana"], private=True)
        await client.chat_postMessage(channel=garden.id, text="tea")
        written = client.chat_postMessage(channel=cellar.id, text="tea")

        assert [message.text for message in garden.messages] == ["tea"]
        assert await refusal(written) == "channel_not_found"


CUSTOM = {"username": "Teapot", "icon_emoji": ":teapot:", "icon_url": "https://tea.example/pot"}


@pytest.mark.parametrize("argument", CUSTOM)
async def test_another_name_or_picture_needs_a_scope(
    client: AsyncWebClient, slack: LocalSlack, kitchen: Channel, ana: Person, argument: str
) -> None:
    later = slack.workspace.timestamps.seconds() + 3600
    said = {"channel": kitchen.id, "text": "tea", argument: CUSTOM[argument]}
    calls: dict[str, dict[str, Any]] = {
        "chat.postMessage": said,
        "chat.postEphemeral": said | {"user": ana.id},
        "chat.scheduleMessage": said | {"post_at": later},
    }
    for method, arguments in calls.items():
        with pytest.raises(SlackApiError) as refused:
            await client.api_call(method, json=arguments)
        assert refused.value.response["error"] == "missing_scope"
        assert refused.value.response["needed"] == "chat:write.customize"


async def test_another_name_is_taken_with_its_scope(elsewhere: Elsewhere) -> None:
    async with elsewhere.slack(a_manifest(with_scope="chat:write.customize")) as slack:
        kitchen = slack.channel("kitchen", bot=True)
        posted = await elsewhere.client(slack).chat_postMessage(
            channel=kitchen.id, text="tea", username="Teapot"
        )

    assert posted["ok"]


@pytest.mark.parametrize(
    ("how", "posted", "replied", "whispered"),
    [
        ("", "", "", ""),
        *[("restricted_action",) * 4],
        ("restricted_action_read_only_channel", *("restricted_action_read_only_channel",) * 2, ""),
        (
            "restricted_action_thread_only_channel",
            "restricted_action_thread_only_channel",
            "",
            "",
        ),
        (
            "restricted_action_non_threadable_channel",
            "",
            "restricted_action_non_threadable_channel",
            "",
        ),
    ],
)
async def test_an_app_may_not_post_where_only_some_may(  # noqa: PLR0917 - a table
    how: str,
    posted: str,
    replied: str,
    whispered: str,
    slack: LocalSlack,
    client: AsyncWebClient,
    kitchen: Channel,
) -> None:
    ana = slack.person("Ana")
    before = await ana.says("Hello", in_channel=kitchen)
    slack.incidents().restrict_posting(kitchen.name, how)

    async def refused(call: Awaitable[Any]) -> str:
        try:
            await call
        except SlackApiError as error:
            return str(error.response["error"])
        return ""

    later = int(before.ts.partition(".")[0]) + 86_400
    here: dict[str, Any] = {"channel": kitchen.id, "text": "Hi"}
    below = {**here, "thread_ts": before.ts}
    assert await refused(client.chat_postMessage(**here)) == posted
    assert await refused(client.chat_scheduleMessage(**here, post_at=later)) == posted
    assert await refused(client.chat_postMessage(**below)) == replied
    assert await refused(client.chat_scheduleMessage(**below, post_at=later)) == replied
    assert await refused(client.chat_postEphemeral(**here, user=ana.id)) == whispered


async def test_an_unknown_restriction_is_refused(slack: LocalSlack, kitchen: Channel) -> None:
    with pytest.raises(LookupError, match="no restriction 'nonsense'"):
        slack.incidents().restrict_posting(kitchen.name, "nonsense")
