"""What a person puts into a workspace from their own computer."""

from localslack.workspace.conversations import File
from localslack.workspace.users import User
from localslack.workspace.workspace import Workspace


def upload(workspace: Workspace, name: str, data: bytes, by: User, *, alt_text: str = "") -> File:
    """A file that is there as a whole, and that nobody sees before it is shared."""
    file = File(
        id=workspace.ids.random("F"),
        name=name,
        title=name,
        alt_text=alt_text,
        length=len(data),
        user=by,
        created=workspace.timestamps.seconds(),
        data=data,
        completed=True,
    )
    workspace.files[file.id] = file
    return file
