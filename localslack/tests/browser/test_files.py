"""Files and pictures: sent with a message, or put into a form."""

import asyncio
import re
from typing import Any

from playwright.async_api import FilePayload, Locator, Route, expect

from localslack_support.browser import Seat
from localslack_support.workshop import DOT, Workshop

PICTURE = FilePayload(name="dot.png", mimeType="image/png", buffer=DOT)
NOTES = FilePayload(name="notes.txt", mimeType="text/plain", buffer=b"two spoons")


async def _chooses(seat: Seat, opener: Locator, *files: FilePayload) -> None:
    async with seat.page.expect_file_chooser() as chooser:
        await opener.click()
    await (await chooser.value).set_files(list(files))


async def test_files_are_sent_with_a_message(workshop: Workshop) -> None:
    ana, ben = await workshop.sits("Ana"), await workshop.sits("Ben")

    await _chooses(ana, ana.page.get_by_role("button", name="Attach files"), PICTURE, NOTES)
    await expect(ana.page.get_by_role("list", name="Files to send")).to_contain_text("notes.txt")
    await ana.writes("How I make it")

    picture = ben.message("How I make it").get_by_role("img", name="dot.png")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    async with ben.page.expect_download() as saving:
        await ben.message("How I make it").get_by_role("link", name="notes.txt").click()
    assert (await (await saving.value).path()).read_bytes() == b"two spoons"
    await expect(ana.page.get_by_role("list", name="Files to send")).to_have_count(0)
    event = await workshop.hears("message", "file_share")
    assert [file["name"] for file in event["files"]] == ["dot.png", "notes.txt"]
    assert (await workshop.hears("file_shared"))["file_id"] == event["files"][1]["id"]


async def test_a_file_needs_no_words_and_goes_into_a_thread_too(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    await ana.writes("Shall we?")
    await ana.opens_thread_of("Shall we?")

    removed = asyncio.Event()

    async def wait_for_it(route: Route) -> None:
        await removed.wait()
        await route.continue_()

    await ana.page.route(re.compile("name=notes"), wait_for_it)
    await _chooses(ana, ana.thread.get_by_role("button", name="Attach files"), PICTURE, NOTES)
    await ana.clicks("Remove dot.png", ana.thread)
    await expect(ana.thread.get_by_text("Uploading…")).to_be_visible()
    await expect(ana.thread.get_by_role("button", name="Send")).to_be_disabled()
    removed.set()
    await ana.clicks("Send", ana.thread)

    answer = ana.thread.get_by_role("article").last
    await expect(answer.get_by_role("link", name="notes.txt")).to_be_visible()
    await expect(answer.get_by_role("img")).to_have_count(0)


async def test_a_picture_is_pasted(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")

    await ana.page.get_by_role("combobox", name="Message #design").evaluate(
        """box => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File(["tea"], "pasted.txt", { type: "text/plain" }));
          box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
        }"""
    )

    await expect(ana.page.get_by_role("list", name="Files to send")).to_contain_text("pasted.txt")


async def test_a_file_is_dropped_and_not_where_nobody_can_write(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    box = ana.page.get_by_role("combobox", name="Message #design")

    # What happens to a page when somebody lets go of a file there; false means: it took the file.
    drop = """box => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["tea"], "dropped.txt", { type: "text/plain" }));
      const said = { dataTransfer, bubbles: true, cancelable: true };
      return ["dragover", "drop"].map((name) => box.dispatchEvent(new DragEvent(name, said)));
    }"""
    assert await box.evaluate(drop) == [False, False]
    await expect(ana.page.get_by_role("list", name="Files to send")).to_contain_text("dropped.txt")
    await ana.clicks("Send")
    await expect(ana.page.get_by_role("link", name="dropped.txt")).to_be_visible()

    ben = workshop.slack.person("Ben")
    await ben.archives(workshop.design)
    await expect(box).to_be_disabled()
    assert await box.evaluate(drop) == [False, False]
    await ben.unarchives(workshop.design)
    await ana.writes("Only words")
    await expect(ana.message("Only words")).to_be_visible()
    await expect(ana.message("Only words").get_by_role("link")).to_have_count(0)


async def test_only_who_sits_at_a_window_brings_files(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")

    answer = await ana.page.request.post(f"{workshop.url}uploads/guessed?name=a.txt", data=b"a")

    assert answer.status == 404
    assert workshop.slack.workspace.files == {}


async def test_a_file_that_cannot_be_brought_is_told_of(workshop: Workshop) -> None:
    ana = await workshop.sits("Ana")
    workshop.slack.workspace.deactivate(workshop.slack.person("Ana").user)

    await _chooses(ana, ana.page.get_by_role("button", name="Attach files"), NOTES)

    await expect(ana.page.get_by_role("alert")).to_have_text("notes.txt could not be uploaded.")
    assert ["403" in each for each in workshop.complaints] == [True]
    workshop.complaints.clear()


async def test_a_form_takes_files_of_the_kinds_it_wants(workshop: Workshop) -> None:
    sent: list[dict[str, Any]] = []

    @workshop.app.view("receipt")
    async def take(ack: Any, view: dict[str, Any]) -> None:
        sent.append(view["state"]["values"]["files"]["it"])
        await ack()

    ana = await workshop.sits("Ana")
    await _opens_receipt_form(workshop)
    form = ana.dialog("Receipt")
    opener = form.get_by_role("button", name="Picture Choose a file")
    await _chooses(ana, opener, NOTES)
    await expect(form.get_by_role("list", name="Chosen files")).to_contain_text("notes.txt")
    await ana.clicks("Send", form)
    await expect(form.get_by_text("Please choose only files of these kinds: png")).to_be_visible()

    await ana.clicks("Remove notes.txt", form)
    await _chooses(ana, opener, PICTURE)
    await expect(form.get_by_role("list", name="Chosen files")).to_contain_text("dot.png")
    await ana.clicks("Send", form)

    await expect(form).to_have_count(0)
    assert sent[0]["type"] == "file_input"
    assert [(file["name"], file["size"]) for file in sent[0]["files"]] == [("dot.png", len(DOT))]


async def _opens_receipt_form(workshop: Workshop) -> None:
    words = {"type": "plain_text", "text": "Receipt"}
    element = {"type": "file_input", "action_id": "it", "filetypes": ["png"], "max_files": 1}
    block = {
        "type": "input",
        "block_id": "files",
        "label": {"type": "plain_text", "text": "Picture"},
        "element": element,
    }
    view = {
        "type": "modal",
        "callback_id": "receipt",
        "title": words,
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [block],
    }
    await workshop.opens(view)
