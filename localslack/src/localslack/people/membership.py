"""The channels a person makes, joins, fills and leaves, as far as Slack's client lets them."""

from localslack.errors import NotPossible, SlackError
from localslack.workspace.channel_names import LONGEST_NAME, as_channel_name, check_channel_name
from localslack.workspace.conversations import Channel, ChannelKind
from localslack.workspace.users import User
from localslack.workspace.workspace import Workspace

GENERAL = "general"
"""The channel of everybody, which nobody can leave or archive."""

_NAME_REFUSALS = {
    "invalid_name_required": "a channel needs a name",
    "invalid_name_maxlength": f"a channel's name has at most {LONGEST_NAME} characters",
    "invalid_name_specials": "a channel's name has letters, digits, - and _ only",
    "name_taken": "there is a channel with this name already",
}


class Membership:
    """Every refusal is a NotPossible with a sentence for people."""

    def __init__(self, workspace: Workspace, user: User) -> None:
        self._workspace = workspace
        self._user = user

    def make(self, typed: str, *, private: bool) -> Channel:
        self._check_no_guest("makes no channels")
        name = as_channel_name(typed)
        try:
            check_channel_name(name, self._workspace.channels.values())
        except SlackError as refusal:
            raise NotPossible(_NAME_REFUSALS[refusal.code]) from refusal
        kind = ChannelKind.PRIVATE if private else ChannelKind.PUBLIC
        return self._workspace.create_channel(name, kind, self._user)

    def join(self, channel: Channel) -> None:
        self._check_no_guest("joins no channel alone")
        if channel.kind is not ChannelKind.PUBLIC:
            raise NotPossible("this can be joined only by who is invited")
        _check_open(channel)
        self._workspace.join(channel, self._user)

    def leave(self, channel: Channel) -> None:
        self._check_member(channel)
        _check_not_general(channel, "left")
        self._workspace.leave(channel, self._user)

    def invite(self, user: User, channel: Channel) -> None:
        self._check_member(channel)
        _check_open(channel)
        if user in channel.members:
            raise NotPossible(f"{user.name} is in #{channel.name} already")
        if user.id in self._workspace.deactivated:
            raise NotPossible(f"the account of {user.name} is switched off")
        self._workspace.join(channel, user, inviter=self._user)

    def remove(self, user: User, channel: Channel) -> None:
        self._check_member(channel)
        _check_not_general(channel, "taken away from anybody")
        self._workspace.leave(channel, user)

    def archive(self, channel: Channel) -> None:
        self._check_no_guest("archives no channels")
        self._check_member(channel)
        _check_not_general(channel, "archived")
        _check_open(channel)
        self._workspace.archive(channel, by=self._user)

    def unarchive(self, channel: Channel) -> None:
        self._check_member(channel)
        if not channel.archived:
            raise NotPossible(f"#{channel.name} is not archived")
        self._workspace.unarchive(channel, by=self._user)

    def _check_member(self, channel: Channel) -> None:
        if self._user not in channel.members:
            raise NotPossible(f"{self._user.name} is not in #{channel.name}")

    def _check_no_guest(self, refusal: str) -> None:
        if self._user.guest:
            raise NotPossible(f"{self._user.name} is a guest, and {refusal}")


def _check_open(channel: Channel) -> None:
    if channel.archived:
        raise NotPossible(f"#{channel.name} is archived")


def _check_not_general(channel: Channel, what: str) -> None:
    if channel.kind is ChannelKind.DIRECT:
        raise NotPossible(f"a direct message cannot be {what}")
    if channel.name == GENERAL:
        raise NotPossible(f"#{GENERAL} is for everybody, and cannot be {what}")
