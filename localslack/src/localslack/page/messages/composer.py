"""Where people write, and what becomes of it."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from nicegui.element import Element as Nice
from nicegui.events import GenericEventArguments

from localslack.errors import NotPossible
from localslack.json_types import JsonObject
from localslack.page.html.client import CLIENT
from localslack.page.html.tags import Click
from localslack.page.place_names import place_name
from localslack.page.window_context import WindowContext
from localslack.people.composing import as_typed
from localslack.workspace.conversations import Channel, File, Message

Send: TypeAlias = Callable[[str, list[File]], Awaitable[None]]


class Composer(Nice, component=CLIENT / "composer.js"):
    """A box that grows with its text, with files beside it; emits what is done in it."""

    def follow(self, channel: Channel, label: str) -> None:
        """Offer what there is in the channel now: its people, or nothing once it is archived."""
        self.props.update(
            {
                "placeholder": "This channel is archived" if channel.archived else label,
                "label": label,
                "disabled": channel.archived,
                "people": [{"shown": f"@{user.name}"} for user in channel.members],
            }
        )


def channel_composer(context: WindowContext, channel: Channel) -> Composer:
    """Write to a channel, or run one of the app's commands there."""

    async def send(text: str, files: list[File]) -> None:
        if text.startswith("/") and not files:
            await context.person.runs(text, in_channel=channel)
        else:
            await context.person.says(text, in_channel=channel, files=files)

    made = _composer(context, channel, channel_label(context, channel), send)
    made.props["commands"] = [
        {"shown": each.name, "hint": each.usage_hint, "description": each.description}
        for each in context.team.app.manifest.commands.values()
    ]
    return made


def channel_label(context: WindowContext, channel: Channel) -> str:
    return f"Message {place_name(channel, context.person.user)}"


def thread_composer(context: WindowContext, parent: Message) -> Composer:
    async def send(text: str, files: list[File]) -> None:
        if text.startswith("/") and not files:
            raise NotPossible("Commands do not work in threads. Type it in the channel.")
        await context.person.says(text, in_thread=parent, files=files)

    return _composer(context, parent.channel, "Reply…", send, thread=parent.ts)


def editing_composer(context: WindowContext, message: Message, done: Click) -> Composer:
    """The message as it was typed, to be changed; `done` is called when it is saved or left."""
    made = Composer()
    made.follow(message.channel, "Edit message")
    made.props.update({"editing": True, "text": as_typed(message.text, context.html.reader)})

    async def save(event: GenericEventArguments) -> None:
        if await context.attempt(context.person.edits(message, str(event.args["text"]))):
            done()

    made.on("send", save)
    made.on("leave", done, [])
    return made


def _composer(
    context: WindowContext, channel: Channel, label: str, send: Send, *, thread: str = ""
) -> Composer:
    made = Composer()
    made.follow(channel, label)
    made.props["uploads"] = context.uploads
    made.props["draft"] = f"draft {context.team.id} {context.person.id} {channel.id} {thread}"

    async def sent(event: GenericEventArguments) -> None:
        what: JsonObject = event.args
        uploaded = (context.team.workspace.files.get(str(each["id"])) for each in what["files"])
        files = [file for file in uploaded if file is not None]
        if not await context.attempt(send(str(what["text"]), files)):
            made.run_method("restore", what)

    made.on("send", sent)
    _offer_shortcuts(made, context)
    return made


def _offer_shortcuts(composer: Composer, context: WindowContext) -> None:
    """Let the app's shortcuts be used that are about nothing in particular."""
    app = context.team.app
    composer.props["shortcuts"] = [
        {"name": each.name, "description": each.description, "app": app.bot.name}
        for each in app.manifest.shortcuts
        if each.type == "global"
    ]

    async def use(event: GenericEventArguments) -> None:
        await context.attempt(context.person.uses_shortcut(str(event.args)))

    composer.on("shortcut", use)
