"""Files that people send, and that they put into forms."""

from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from localslack import Channel, LocalSlack, Person


async def test_the_app_is_told_of_a_shared_file_and_reads_it(
    slack: LocalSlack,
    session: aiohttp.ClientSession,
    app: AsyncApp,
    connect: Any,
    ana: Person,
    kitchen: Channel,
) -> None:
    heard: list[dict[str, Any]] = []

    @app.event({"type": "message", "subtype": "file_share"})
    @app.event("file_shared")
    async def listen(event: dict[str, Any]) -> None:
        heard.append(event)

    await connect(app)
    file = await ana.uploads("tea.txt", b"two spoons")
    message = await ana.says("How I make it", files=[file])
    await slack.until(lambda: len(heard) == 2, why="the app did not hear of both")
    said, shared = sorted(heard, key=lambda event: event["type"] != "message")
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with session.get(said["files"][0]["url_private"], headers=headers) as response:
        assert await response.read() == b"two spoons"

    assert (said["text"], said["user"], said["ts"]) == ("How I make it", ana.id, message.ts)
    assert (said["files"][0]["name"], said["files"][0]["size"]) == ("tea.txt", 10)
    assert (shared["file_id"], shared["channel_id"]) == (file.id, kitchen.id)


async def test_a_file_is_found_in_the_history_until_it_is_deleted(
    client: AsyncWebClient, ana: Person, kitchen: Channel
) -> None:
    await ana.says("", files=[await ana.uploads("tea.txt", b"two spoons")])
    history = await client.conversations_history(channel=kitchen.id)

    found = history["messages"][0]
    assert found["subtype"] == "file_share"
    assert [file["title"] for file in found["files"]] == ["tea.txt"]
    info = await client.files_info(file=found["files"][0]["id"])
    assert info["file"]["user"] == ana.id


async def test_a_form_is_sent_with_all_about_its_files(
    slack: LocalSlack, client: AsyncWebClient, app: AsyncApp, connect: Any, ana: Person
) -> None:
    sent: list[dict[str, Any]] = []

    @app.view("receipt")
    async def take(ack: Any, view: dict[str, Any]) -> None:
        sent.append(view["state"]["values"]["picture"]["it"])
        await ack()

    words = {"type": "plain_text", "text": "Receipt"}
    element = {"type": "file_input", "action_id": "it", "filetypes": ["png"]}
    block = {"type": "input", "block_id": "picture", "label": words, "element": element}
    view = {
        "type": "modal",
        "callback_id": "receipt",
        "title": words,
        "submit": words,
        "blocks": [block],
    }
    await connect(app)
    await client.views_open(trigger_id=slack.app.triggers.issue(ana.user), view=view)
    form = await ana.form()
    await ana.uploads("tea.txt", b"no picture")
    file = await ana.uploads("tea.png", b"a picture")
    await ana.fills("Receipt", ["tea.txt"])
    await ana.submits(form.view)
    assert form.errors == {"Receipt": "Please choose only files of these kinds: png."}

    await ana.fills("Receipt", ["tea.png"])
    await ana.submits(form.view)

    assert not form.is_open
    assert sent[0]["type"] == "file_input"
    assert [(each["id"], each["size"]) for each in sent[0]["files"]] == [(file.id, 9)]
