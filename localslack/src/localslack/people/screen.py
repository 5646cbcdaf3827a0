"""What one person can see now, and where in it the button is that they look for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from localslack import transcript
from localslack.block_kit.elements import Element, elements, text_of
from localslack.workspace.conversations import Channel, ChannelKind, Message
from localslack.workspace.forms import View
from localslack.workspace.users import User
from localslack.workspace.workspace import Workspace

# Far more than anything takes: only a test that fails waits so long.
PATIENCE = 30.0
"""How many seconds a person waits for something to appear."""


@dataclass(frozen=True, slots=True)
class Found:
    """An element and what it stands on."""

    element: Element
    on: Message | View


class Screen:
    def __init__(self, workspace: Workspace, user: User) -> None:
        self._workspace = workspace
        self.user = user

    @property
    def form(self) -> View | None:
        return self._workspace.forms.top(self.user)

    @property
    def home(self) -> View | None:
        return self._workspace.forms.home(self.user)

    def channels(self) -> list[Channel]:
        return [each for each in self._workspace.channels.values() if self.user in each.members]

    def messages(self) -> list[Message]:
        """Every message in reach, oldest first: channels, threads, DMs and private answers."""
        public = [
            message
            for channel in self.channels()
            for message in channel.timeline.values()
            if not message.deleted
        ]
        return sorted([*public, *self.private()], key=lambda message: float(message.ts))

    def private(self) -> list[Message]:
        return [
            message
            for message in self._workspace.ephemerals
            if message.ephemeral_for == self.user and not message.deleted
        ]

    def find(self, label: str, on: Message | View | None = None) -> Found | None:
        """The newest element with this label; an open form comes first, Home last."""
        for surface in [on] if on else self._surfaces():
            for element in self._elements(surface):
                if label in element.labels():
                    return Found(element, surface)
        return None

    def readable(self, message: Message) -> str:
        return transcript.readable(
            message.content.as_json(), names=self._workspace.name_of, tz=self.user.zone
        )

    async def until(
        self, condition: Callable[[], bool], complaint: str, patience: float = PATIENCE
    ) -> None:
        """Wait until it is so; the complaint comes with everything the person does see."""
        if not await self._workspace.changes.until(condition, patience):
            raise AssertionError(
                f"{self.user.name} waited {patience:g} s: {complaint}. There is:\n{self.describe()}"
            )

    def describe(self, newest: int = 30) -> str:
        """What the person sees, for the message of a failing test."""
        lines = [line for each in self.messages()[-newest:] for line in self._describe(each)]
        form = self.form
        if form is not None:
            lines.append(f"an open form {form.title!r}:")
            lines.extend(f"  {line}" for line in self.view_lines(form))
        return "\n".join(lines) or "nothing at all"

    def view_lines(self, view: View) -> list[str]:
        return transcript.view_lines(
            view.definition,
            view.values,
            view.errors,
            names=self._workspace.name_of,
            tz=self.user.zone,
        )

    def _describe(self, message: Message) -> Iterator[str]:
        direct = message.channel.kind is ChannelKind.DIRECT
        place = "DM" if direct else f"#{message.channel.name}"
        where = f"{place} (thread)" if message.is_reply else place
        whom = " (only to you)" if message.ephemeral_for else ""
        yield f"{where} {message.user.name}{whom}:"
        yield from (f"  {line}" for line in self.readable(message).splitlines())

    def _surfaces(self) -> Iterator[Message | View]:
        if self.form is not None:
            yield self.form
        yield from reversed(self.messages())
        if self.home is not None:
            yield self.home

    def _elements(self, surface: Message | View) -> Iterator[Element]:
        blocks = surface.definition["blocks"] if isinstance(surface, View) else surface.blocks
        for element in elements(blocks):
            if element.visible_to(self.user.id):
                yield element


def submit_label(view: View) -> str:
    return text_of(view.definition.get("submit")) or "Submit"


def close_label(view: View) -> str:
    return text_of(view.definition.get("close")) or "Cancel"
