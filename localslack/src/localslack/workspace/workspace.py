"""The workspace itself: who and what is in it, and the rules that hold for everybody."""

import dataclasses
from contextlib import suppress

from localslack.block_kit.elements import with_ids
from localslack.concurrency.changes import Changes
from localslack.errors import SlackError
from localslack.json_types import JsonObject
from localslack.text.emoji_names import canonical, is_emoji
from localslack.workspace.contents import Content, Edit
from localslack.workspace.conversations import Channel, ChannelKind, Draft, File, Message, Topic
from localslack.workspace.details import Details
from localslack.workspace.events import (
    Archived,
    ChannelCreated,
    Deleted,
    Edited,
    Ephemeral,
    FileShared,
    Joined,
    Left,
    Noticed,
    Posted,
    Reacted,
    Unarchived,
    Unreacted,
    UserChanged,
    Watcher,
    WorkspaceEvent,
)
from localslack.workspace.forms import Forms
from localslack.workspace.ids import Ids
from localslack.workspace.timestamps import Timestamps
from localslack.workspace.users import SLACKBOT, NewPerson, OtherApp, OtherWorkspace, User

MOST_EMOJI_OF_A_MESSAGE = 50
MOST_EMOJI_OF_A_PERSON = 23


class Workspace:
    """The state, and the only place where it changes. Knows nothing of HTTP."""

    def __init__(
        self,
        timestamps: Timestamps,
        ids: Ids,
        name: str = "Local Slack",
        changes: Changes | None = None,
    ) -> None:
        self.name = name
        self.domain = "".join(name.lower().split())
        self.timestamps = timestamps
        self.ids = ids
        self.team_id = ids.counted("T")
        self.changes = changes or Changes()
        self.forms = Forms(ids, timestamps)
        self.users: dict[str, User] = {SLACKBOT.id: SLACKBOT}
        self.channels: dict[str, Channel] = {}
        self.ephemerals: list[Message] = []
        self.files: dict[str, File] = {}
        self.details = Details()
        self.deactivated: set[str] = set()
        self.custom_emoji: set[str] = set()
        self.others: dict[str, OtherWorkspace] = {}
        self._watchers: list[Watcher] = []

    def subscribe(self, watcher: Watcher) -> None:
        self._watchers.append(watcher)

    def tell(self, event: WorkspaceEvent) -> None:
        for watcher in self._watchers:
            watcher(event)
        self.changes.tell()

    # People and places

    def add_user(self, new: NewPerson, *, is_bot: bool = False) -> User:
        user = User(
            id=self.ids.counted("U"),
            name=new.name,
            real_name=new.real_name or new.name,
            tz=new.tz,
            is_bot=is_bot,
            guest=new.guest or new.single_channel,
            locale=new.locale,
            single_channel=new.single_channel,
            home=self.other(new.comes_from) if new.comes_from else None,
            email=new.email,
        )
        self.users[user.id] = user
        return user

    def add_other_bot(self, name: str) -> User:
        """The bot of another app, which posts and reacts as bots can."""
        app = OtherApp(self.ids.counted("A"), self.ids.counted("B"), name)
        bot = User(id=self.ids.counted("U"), name=name, real_name=name, is_bot=True, app=app)
        self.users[bot.id] = bot
        return bot

    def other(self, name: str) -> OtherWorkspace:
        """Another workspace, known by its name."""
        known = self.others.get(name)
        if known is None:
            known = self.others[name] = OtherWorkspace(self.ids.counted("T"), name)
        return known

    def deactivate(self, user: User) -> None:
        """Switch an account off: it stays where it was, but can do nothing any more."""
        if user.id not in self.deactivated:
            self.deactivated.add(user.id)
            self.tell(UserChanged(user))

    def reactivate(self, user: User) -> None:
        if user.id in self.deactivated:
            self.deactivated.remove(user.id)
            self.tell(UserChanged(user))

    def user_named(self, name: str) -> User:
        for user in self.users.values():
            if name.removeprefix("@") in {user.name, user.id}:
                return user
        raise LookupError(f"nobody here is called {name!r}")

    def channel_named(self, name: str) -> Channel:
        for channel in self.channels.values():
            if name.removeprefix("#") in {channel.name, channel.id}:
                return channel
        raise LookupError(f"there is no channel {name!r}")

    def user_id(self, name: str) -> str:
        return self.user_named(name).id

    def channel_id(self, name: str) -> str:
        return self.channel_named(name).id

    def file_named(self, name: str) -> JsonObject:
        """Which file it is, the newest one of this name or the one with this id."""
        for file in reversed(self.files.values()):
            if name in {file.name, file.id}:
                return {"id": file.id, "name": file.name}
        raise LookupError(f"there is no file {name!r}")

    def name_of(self, some_id: str) -> str:
        """The name people know a user or a channel by; an unknown id stays as it is."""
        user = self.users.get(some_id)
        channel = self.channels.get(some_id)
        return user.name if user else channel.name if channel else some_id

    def add_channel(
        self, name: str, kind: ChannelKind, creator: User, host: OtherWorkspace | None = None
    ) -> Channel:
        """A new channel; `host` is the workspace that shares it with this one, if another does."""
        channel = Channel(
            id=self.ids.counted(kind.letter),
            name=name,
            kind=kind,
            name_of=self.name_of,
            creator=creator,
            created=self.timestamps.seconds(),
            members=[],
            host=host,
        )
        self.channels[channel.id] = channel
        return channel

    def create_channel(self, name: str, kind: ChannelKind, creator: User) -> Channel:
        """A new channel, of which everybody hears if it is public, with its creator in it."""
        channel = self.add_channel(name, kind, creator)
        self.tell(ChannelCreated(channel))
        self.join(channel, creator)
        return channel

    def direct(self, user: User, other: User) -> Channel:
        """The conversation between two, who may be the same one; there is exactly one."""
        for channel in self.channels.values():
            if channel.kind is ChannelKind.DIRECT and set(channel.members) == {user, other}:
                return channel
        channel = self.add_channel("", ChannelKind.DIRECT, creator=user)
        channel.members = list(dict.fromkeys([user, other]))
        return channel

    def join(self, channel: Channel, user: User, inviter: User | None = None) -> None:
        if user not in channel.members:
            channel.members.append(user)
            self.tell(Joined(channel, user, inviter))
            invited = {"inviter": inviter.id} if inviter else {}
            self._notice(channel, user, "channel_join", "has joined the channel", **invited)

    def leave(self, channel: Channel, user: User) -> None:
        if user in channel.members:
            # Told while still a member, since one who leaves still hears of it.
            self.tell(Left(channel, user))
            channel.members.remove(user)
            self._notice(channel, user, "channel_leave", "has left the channel")

    def archive(self, channel: Channel, by: User) -> None:
        self._notice(channel, by, "channel_archive", "archived the channel")
        channel.archived = True
        self.tell(Archived(channel, by))

    def unarchive(self, channel: Channel, by: User) -> None:
        channel.archived = False
        self.tell(Unarchived(channel, by))
        self._notice(channel, by, "channel_unarchive", "un-archived the channel")

    def set_topic(self, channel: Channel, topic: str, by: User) -> None:
        _check_open(channel)
        channel.topic = Topic(topic, by.id, self.timestamps.seconds())
        self._notice(channel, by, "channel_topic", f"set the channel topic: {topic}", topic=topic)

    # Messages

    def post(self, draft: Draft) -> Message:
        channel = draft.channel
        _check_open(channel)
        parent = self.parent_of(draft)
        message = self._message(draft)
        channel.timeline[message.ts] = message
        if parent is not None:
            parent.replies.append(message)
        for file in message.files:
            file.shares.append(message)
        self.tell(Posted(message))
        for file in message.files:
            self.tell(FileShared(file, channel))
        return message

    def parent_of(self, draft: Draft) -> Message | None:
        """What a message would answer, if anything.

        Raises:
            SlackError: if it cannot be answered.
        """
        if draft.thread_ts is None:
            return None
        parent = draft.channel.timeline.get(draft.thread_ts)
        # The thread of a deleted message lives on as long as it has replies.
        if parent is None or (parent.deleted and not parent.replies):
            raise SlackError("thread_not_found")
        if parent.is_reply:
            raise SlackError("cannot_reply_to_message")
        return parent

    def post_scheduled(self) -> None:
        """Post what was scheduled for now or earlier; what cannot be posted any more is lost."""
        due = [
            each
            for each in self.details.scheduled.values()
            if each.post_at <= self.timestamps.seconds()
        ]
        for each in due:
            del self.details.scheduled[each.id]
            # Slack has a bug, and says so: with metadata, a scheduled message does not come.
            if each.draft.content.metadata is None:
                with suppress(SlackError):
                    self.post(each.draft)

    def whisper(self, draft: Draft, to: User) -> Message:
        """Show a message to one person only; in a thread without answers, to nobody.

        Source: docs.slack.dev/reference/methods/chat.postEphemeral.
        """
        message = self._message(draft)
        message.ephemeral_for = to
        if draft.thread_ts is None or self._has_replies(draft.channel, draft.thread_ts):
            self.ephemerals.append(message)
            self.tell(Ephemeral(message))
        return message

    def edit(self, message: Message, content: Content, by: User) -> None:
        _check_open(message.channel)
        before = message.content
        # Slack shows no "(edited)" for a change of blocks alone.
        edited = before.text != content.text
        edit = Edit(by.id, self.timestamps.next()) if edited else before.edit
        after = dataclasses.replace(_with_ids(content), edit=edit)
        message.versions.append(after)
        self.tell(Edited(message, before, after, by))

    def delete(self, message: Message) -> None:
        _check_open(message.channel)
        message.deleted = True
        self.tell(Deleted(message))

    def react(self, message: Message, by: User, emoji: str) -> None:
        _check_open(message.channel)
        if not is_emoji(emoji, frozenset(self.custom_emoji)):
            raise SlackError("invalid_name")
        emoji = canonical(emoji, self.custom_emoji)
        reactors = message.reactions.get(emoji, [])
        if by in reactors:
            raise SlackError("already_reacted")
        if not reactors and len(message.reactions) >= MOST_EMOJI_OF_A_MESSAGE:
            raise SlackError("too_many_emoji")
        if sum(by in users for users in message.reactions.values()) >= MOST_EMOJI_OF_A_PERSON:
            raise SlackError("too_many_reactions")
        message.reactions[emoji] = [*reactors, by]
        self.tell(Reacted(message, by, emoji))

    def unreact(self, message: Message, by: User, emoji: str) -> None:
        emoji = canonical(emoji, self.custom_emoji)
        reactors = message.reactions.get(emoji, [])
        if by not in reactors:
            raise SlackError("no_reaction")
        reactors.remove(by)
        if not reactors:
            del message.reactions[emoji]
        self.tell(Unreacted(message, by, emoji))

    def _has_replies(self, channel: Channel, ts: str) -> bool:
        parent = channel.timeline.get(ts)
        return parent is not None and bool(channel.thread_of(parent))

    def _notice(self, channel: Channel, user: User, subtype: str, text: str, **more: str) -> None:
        """Write into the channel what happened to it, as Slack itself does."""
        content = Content(text=f"<@{user.id}> {text}")
        message = self._message(Draft(channel, user, content, subtype=subtype))
        message.notice = more
        channel.notices[message.ts] = message
        self.tell(Noticed(message))

    def _message(self, draft: Draft) -> Message:
        return Message(
            ts=self.timestamps.next(),
            channel=draft.channel,
            user=draft.user,
            versions=[_with_ids(draft.content)],
            thread_ts=draft.thread_ts,
            broadcast=draft.broadcast,
            subtype=draft.subtype,
            files=draft.files,
            client_msg_id=draft.client_msg_id,
        )


def _with_ids(content: Content) -> Content:
    return Content(
        text=content.text,
        blocks=tuple(with_ids(content.blocks)),
        attachments=content.attachments,
        metadata=content.metadata,
    )


def _check_open(channel: Channel) -> None:
    if channel.archived:
        raise SlackError("is_archived")
