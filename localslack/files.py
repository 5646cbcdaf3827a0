"""Files: announced, uploaded, then shared."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from localslack.users import User

if TYPE_CHECKING:
    from localslack.messages import Message


@dataclass(eq=False, slots=True, kw_only=True)
class File:
    id: str
    name: str
    length: int
    user: User
    created: int
    title: str = ""
    alt_text: str = ""
    data: bytes | None = None
    completed: bool = False
    shares: list["Message"] = field(default_factory=list, repr=False)
