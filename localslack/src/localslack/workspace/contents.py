"""What a message says."""

from dataclasses import dataclass

from localslack.json_types import JsonObject


@dataclass(frozen=True, slots=True)
class Edit:
    """Who gave a message another text, by id, and when: what "(edited)" stands for."""

    by: str
    ts: str


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says; an edit gives the message a new one."""

    text: str = ""
    blocks: tuple[JsonObject, ...] = ()
    attachments: tuple[JsonObject, ...] = ()
    metadata: JsonObject | None = None
    edit: Edit | None = None

    def as_json(self) -> JsonObject:
        """The part of a message's JSON that the author decided."""
        shape: JsonObject = {"text": self.text}
        if self.blocks:
            shape["blocks"] = list(self.blocks)
        if self.attachments:
            shape["attachments"] = list(self.attachments)
        return shape
