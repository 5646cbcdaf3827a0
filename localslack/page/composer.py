"""Where people write, and what becomes of it."""

from collections.abc import Awaitable, Callable

from nicegui.element import Element as Nice
from nicegui.events import GenericEventArguments

from localslack.channels import Channel
from localslack.messages import Message
from localslack.page.desk import Desk


class Composer(Nice, component="client/composer.js"):
    """A box that grows with its text; emits `send`."""


def channel_composer(desk: Desk, channel: Channel) -> Composer:
    """Write to a channel, or run one of the app's commands there."""
    commands = [
        {"shown": each.name, "hint": each.usage_hint, "description": each.description}
        for each in desk.slack.app.manifest.commands.values()
    ]
    name = f"#{channel.name}" if channel.name else desk.slack.app.bot.name

    async def send(text: str) -> None:
        if text.startswith("/"):
            await desk.person.runs(text, in_channel=channel)
        else:
            await desk.person.says(text, in_channel=channel)

    return _composer(desk, channel, f"Message {name}", send, commands)


def thread_composer(desk: Desk, parent: Message) -> Composer:
    async def send(text: str) -> None:
        await desk.person.says(text, in_thread=parent)

    return _composer(desk, parent.channel, "Reply…", send, [])


def _composer(
    desk: Desk,
    channel: Channel,
    placeholder: str,
    send: Callable[[str], Awaitable[None]],
    commands: list[dict[str, str]],
) -> Composer:
    made = Composer()
    people = [{"shown": f"@{user.name}"} for user in channel.members]
    made.props.update(
        {
            "placeholder": "This channel is archived" if channel.archived else placeholder,
            "label": placeholder,
            "disabled": channel.archived,
            "commands": commands,
            "people": people,
        }
    )

    async def sent(event: GenericEventArguments) -> None:
        if not await desk.attempt(send(str(event.args))):
            made.run_method("write", event.args)

    made.on("send", sent)
    return made
