"""Files in three steps: announce, upload, complete."""

from localslack.app.installation import Installation
from localslack.app.replies import content_of
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.payloads.files import file_json
from localslack.web_api.arguments import Arguments
from localslack.web_api.methods import MethodTable, rules
from localslack.web_api.reach import place_to_post
from localslack.workspace.contents import Content
from localslack.workspace.conversations import Draft, File

FILES = MethodTable()

LARGEST = 1_000_000_000


@FILES.add(
    "files.getUploadURLExternal",
    rules(
        "filename length", "alt_txt alt_text snippet_type", scopes="files:write", reads_json=False
    ),
)
def get_upload_url(app: Installation, arguments: Arguments) -> JsonObject:
    workspace = app.workspace
    file = File(
        id=workspace.ids.random("F"),
        name=arguments.text("filename"),
        length=arguments.number("length", default=0, most=LARGEST),
        user=app.actor,
        created=workspace.timestamps.seconds(),
        alt_text=arguments.text("alt_txt"),
    )
    workspace.files[file.id] = file
    return {"upload_url": f"{app.base_url}/upload/v1/{app.team_id}/{file.id}", "file_id": file.id}


@FILES.add(
    "files.completeUploadExternal",
    rules(
        "files",
        "channel_id channels thread_ts initial_comment blocks highlight_type",
        scopes="files:write",
    ),
)
def complete(app: Installation, arguments: Arguments) -> JsonObject:
    announced = [(_uploaded(app, each), each) for each in arguments.objects("files")]
    files = tuple(file for file, _ in announced)
    drafts = _drafts(app, arguments, files)
    for file, described in announced:
        file.completed = True
        file.title = str(described.get("title") or file.name)
    for draft in drafts:
        app.registration.sharing.share(app.workspace, draft)
    return {"files": [{"id": file.id, "title": file.title} for file in files]}


@FILES.add(
    "files.info", rules("file", "cursor limit page count", scopes="files:read", reads_json=False)
)
def info(app: Installation, arguments: Arguments) -> JsonObject:
    file = app.workspace.files.get(arguments.text("file"))
    if file is None or not file.completed:
        raise SlackError("file_not_found")
    return {"file": file_json(app, file)}


@FILES.add("files.delete", rules("file", scopes="files:write"))
def delete(app: Installation, arguments: Arguments) -> JsonObject:
    """Delete an own file; messages that show it stay without it."""
    file = app.workspace.files.get(arguments.text("file"))
    if file is None:
        raise SlackError("file_not_found")
    if file.user != app.actor:
        raise SlackError("cant_delete_file")
    del app.workspace.files[file.id]
    for message in file.shares:
        message.files = tuple(each for each in message.files if each is not file)
    return {}


def _uploaded(app: Installation, described: JsonObject) -> File:
    file = app.workspace.files.get(str(described.get("id")))
    if file is None:
        raise SlackError("file_not_found")
    if file.data is None or file.completed:
        raise SlackError("file_update_failed")
    return file


def _drafts(app: Installation, arguments: Arguments, files: tuple[File, ...]) -> list[Draft]:
    """The messages that will show the files, one in each channel; all that is wrong is said now."""
    content = _introduction(arguments)
    places = [*arguments.words("channel_id"), *arguments.words("channels")]
    drafts = [
        Draft(
            channel=place_to_post(app, place),
            user=app.actor,
            content=content,
            thread_ts=arguments.text("thread_ts") or None,
            subtype="file_share",
            files=files,
        )
        for place in places
    ]
    for draft in drafts:
        app.workspace.parent_of(draft)
    return drafts


def _introduction(arguments: Arguments) -> Content:
    """What the app says to its files: a comment or, without one, blocks."""
    comment = arguments.text("initial_comment")
    blocks = arguments.structures(frozenset({"blocks"})).get("blocks")
    if not comment and not blocks:
        return Content()
    content = content_of({"text": comment, "blocks": blocks})
    return Content(text=comment) if comment else content
