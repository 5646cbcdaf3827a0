"""People, and everything they can do in the workspace; tests and the demo are written in this."""

import uuid
from collections.abc import Sequence

from localslack.app.installation import Installation
from localslack.app.manifest import Shortcut
from localslack.block_kit.elements import Element
from localslack.block_kit.inputs import Entry
from localslack.errors import NotPossible
from localslack.json_types import JsonObject
from localslack.people.composing import compose_command, compose_message
from localslack.people.controls import Controls
from localslack.people.filled_forms import Form
from localslack.people.interactions import Interactions
from localslack.people.membership import Membership
from localslack.people.screen import PATIENCE, Found, Screen
from localslack.people.uploads import upload
from localslack.workspace.contents import Content
from localslack.workspace.conversations import Channel, Draft, File, Message
from localslack.workspace.events import HomeOpened
from localslack.workspace.forms import View
from localslack.workspace.users import User


class Person:
    def __init__(self, user: User, app: Installation, interactions: Interactions) -> None:
        self.user = user
        self.screen = Screen(app.workspace, user)
        self._app = app
        self._workspace = app.workspace
        self._interactions = interactions
        self._controls = Controls(app, interactions, self.screen)
        self._membership = Membership(app.workspace, user)
        self._place: Channel | None = None

    def __repr__(self) -> str:
        return f"<Person {self.name}>"

    # Who and where

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def place(self) -> Channel:
        """The channel this person is looking at."""
        if self._place is None:
            raise NotPossible(f"{self.name} has not gone to any channel yet")
        return self._place

    @property
    def dm(self) -> Channel:
        """This person's conversation with the app."""
        return self._workspace.direct(self.user, self._app.bot)

    @property
    def home(self) -> View | None:
        """The Home that the app has published for this person."""
        return self.screen.home

    @property
    def forms(self) -> list[View]:
        """The modals this person has open, the top one last."""
        return list(self._workspace.forms.stack(self.user))

    @property
    def private_answers(self) -> list[str]:
        """What only this person was shown, in order."""
        return [self.screen.readable(message) for message in self.screen.private()]

    def goes_to(self, channel: Channel) -> None:
        self._check_member(channel)
        self._place = channel

    # In channels

    async def says(
        self,
        text: str,
        *,
        in_channel: Channel | None = None,
        in_thread: Message | None = None,
        files: Sequence[File] = (),
    ) -> Message:
        """Write a message; @Ben and #design become links, as in Slack's client.

        Args:
            text: What is typed; a message with files needs none.
            in_channel: Where, if not in the channel the person is looking at.
            in_thread: The message to answer, or another answer to it.
            files: What the person has uploaded before and shares now.
        """
        channel = in_thread.channel if in_thread else in_channel or self.place
        self._check_member(channel)
        self._check_active()
        if channel is self.dm and self._app.manifest.messages_tab_read_only:
            raise NotPossible("the app's Messages tab is read-only")
        draft = Draft(
            channel=channel,
            user=self.user,
            content=Content(text=compose_message(text, self._workspace)),
            thread_ts=(in_thread.thread_ts or in_thread.ts) if in_thread else None,
            client_msg_id=str(uuid.uuid4()),
            subtype="file_share" if files else None,
            files=tuple(files),
        )
        return self._workspace.post(draft)

    async def uploads(self, name: str, data: bytes, *, alt_text: str = "") -> File:
        """A file of one's own, which others see once it is shared: `says(…, files=[file])`."""
        self._check_active()
        return upload(self._workspace, name, data, self.user, alt_text=alt_text)

    async def edits(self, message: Message, text: str) -> None:
        """Give an own message another text; the same text again changes nothing."""
        self._check_own(message)
        content = Content(text=compose_message(text, self._workspace))
        if content.text != message.text:
            self._workspace.edit(message, content, by=self.user)

    async def deletes(self, message: Message) -> None:
        """Delete an own message, or, as an admin could, one of the app."""
        if message.user != self._app.bot:
            self._check_own(message)
        self._workspace.delete(message)

    async def reacts(self, emoji: str, *, to: Message) -> None:
        self._check_active()
        if to.ephemeral_for is not None:
            raise NotPossible("nobody can react to what only one person sees")
        self._check_member(to.channel)
        self._workspace.react(to, self.user, emoji.strip(":"))

    async def unreacts(self, emoji: str, *, to: Message) -> None:
        self._workspace.unreact(to, self.user, emoji.strip(":"))

    async def makes_channel(self, name: str, *, private: bool = False) -> Channel:
        """A new channel with nobody else in it; `Tea Time` becomes `tea-time`."""
        self._check_active()
        return self._membership.make(name, private=private)

    async def joins(self, channel: Channel) -> None:
        self._check_active()
        self._membership.join(channel)

    async def leaves(self, channel: Channel) -> None:
        self._membership.leave(channel)

    async def invites(self, other: "Person", channel: Channel) -> None:
        self._check_active()
        self._membership.invite(other.user, channel)

    async def invites_app(self, channel: Channel) -> None:
        self._check_app_offered()
        self._membership.invite(self._app.bot, channel)

    async def removes_app(self, channel: Channel) -> None:
        self._membership.remove(self._app.bot, channel)

    async def archives(self, channel: Channel) -> None:
        self._membership.archive(channel)

    async def unarchives(self, channel: Channel) -> None:
        self._membership.unarchive(channel)

    async def opens_dm(self, other: "Person") -> Channel:
        """The conversation with somebody else; one's own notes, with oneself."""
        self._check_active()
        return self._workspace.direct(self.user, other.user)

    # With the app

    async def runs(self, line: str, *, in_channel: Channel | None = None) -> None:
        """Run a slash command and wait until the app has taken it."""
        self._check_app_offered()
        channel = in_channel or self.place
        self._check_member(channel)
        name, _, text = line.partition(" ")
        command = self._app.manifest.commands.get(name)
        if command is None or "commands" not in self._app.scopes:
            raise NotPossible(f"{name} is not a valid command: the manifest does not allow it")
        text = text.strip()
        if command.should_escape:
            text = compose_command(text, self._workspace)
        await self._interactions.run_command(self.user, channel, name, text)

    async def uses_shortcut(self, name: str, *, on: Message | None = None) -> None:
        """Use a shortcut: a message shortcut on a message, a global one on nothing."""
        self._check_app_offered()
        kind = "global" if on is None else "message"
        await self._interactions.use_shortcut(self.user, self._shortcut(name, kind), on)

    async def opens_home(self) -> None:
        self._opens("home", allowed=self._app.manifest.home_tab_enabled)

    async def opens_messages_tab(self) -> None:
        self._opens("messages", allowed=self._app.manifest.messages_tab_enabled)

    async def clicks(self, label: str, *, on: Message | View | None = None) -> None:
        """Click a button, or what submits the open form, once it is there."""
        self._check_active()
        await self._controls.click(label, on)

    async def chooses(self, menu: str, option: Entry, *, on: Message | View | None = None) -> None:
        """Choose from a menu in a message, in the open form or on Home."""
        await self._controls.choose(menu, option, on)

    async def uses(
        self, element: Element, *, on: Message | View, entry: Entry | None = None
    ) -> None:
        """Use an element that stands right there: click it, or choose from it."""
        await self._controls.use(Found(element, on), entry)

    async def enters(self, element: Element, entry: Entry, *, on: View) -> None:
        """Fill in an element that stands right there, or choose from it."""
        await self._controls.enter(on, element, entry)

    async def asks_for_options(
        self, element: Element, typed: str, *, on: Message | View
    ) -> JsonObject:
        """What the app finds for what was typed into a menu: `options` or `option_groups`."""
        return await self._controls.suggestions(Found(element, on), typed)

    async def submits(self, form: View) -> None:
        await self._controls.submit(form)

    async def closes(self, form: View, *, whole_stack: bool = False) -> None:
        """Leave this form by its close button, or by the cross with all below it."""
        await self._controls.close(form, whole_stack=whole_stack)

    async def searches(
        self, menu: str, typed: str, *, on: Message | View | None = None
    ) -> list[str]:
        """Type in a menu whose options the app finds; gives what it offers."""
        return await self._controls.search(menu, typed, on)

    async def form(self, title: str | None = None) -> Form:
        """The form that is open, once one with this title is."""
        return await self._controls.form(title)

    async def fills(self, label: str, entry: Entry) -> None:
        """Fill in an input of the open form, found by its label or placeholder."""
        await self._controls.fill(label, entry)

    async def closes_form(self, *, whole_stack: bool = False) -> None:
        """Leave the open form by its close button, or by the cross with all below it."""
        await self._controls.close_form(whole_stack=whole_stack)

    # Seeing

    async def sees(
        self,
        text: str,
        *,
        in_thread: Message | None = None,
        in_channel: Channel | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - a test says how long somebody waits
    ) -> Message:
        """Wait for a message that reads like this; the newest one, if there are several."""

        def find() -> Message | None:
            return next(
                (
                    message
                    for message in reversed(self.screen.messages())
                    if (in_thread is None or message.thread_ts == in_thread.ts)
                    and (in_channel is None or message.channel is in_channel)
                    and text in self.screen.readable(message)
                ),
                None,
            )

        await self.screen.until(lambda: find() is not None, f"no message like {text!r}", timeout)
        message = find()
        if message is None:
            raise AssertionError(f"the message like {text!r} was gone at once")
        return message

    def reads(self, what: Message | View) -> str:
        """A message, a form or Home as this person reads it."""
        if isinstance(what, Message):
            return self.screen.readable(what)
        return "\n".join(self.screen.view_lines(what))

    async def sees_nothing_like(self, text: str) -> None:
        """Check, without waiting, that no message reads like this."""
        for message in self.screen.messages():
            if text in self.screen.readable(message):
                raise AssertionError(f"{self.name} does see:\n{self.screen.readable(message)}")

    def _opens(self, tab: str, *, allowed: bool) -> None:
        self._check_app_offered()
        if not allowed:
            raise NotPossible(f"the manifest gives the app no {tab} tab")
        self._workspace.tell(HomeOpened(self.user, tab))

    def _shortcut(self, name: str, kind: str) -> Shortcut:
        for shortcut in self._app.manifest.shortcuts:
            if (shortcut.name, shortcut.type) == (name, kind):
                return shortcut
        raise NotPossible(f"the manifest has no {kind} shortcut {name!r}")

    def _check_member(self, channel: Channel) -> None:
        if self.user not in channel.members:
            raise NotPossible(f"{self.name} is not in #{channel.name}")

    def _check_active(self) -> None:
        if self.user.id in self._workspace.deactivated:
            raise NotPossible(f"the account of {self.name} is switched off")

    def _check_app_offered(self) -> None:
        """Who comes from elsewhere is offered the apps of their own organisation only."""
        self._check_active()
        if self.user.external:
            raise NotPossible(f"{self.name} is from another organisation")
        if not self._app.installed:
            raise NotPossible(f"the app is not installed in {self._workspace.name}")

    def _check_own(self, message: Message) -> None:
        if message.user != self.user:
            raise NotPossible(f"{self.name} did not write this message")
