"""What befalls an app from outside: its sockets, its tokens and what an admin does."""

from localslack.delivery.socket_mode import SocketMode
from localslack.teams.team import Team
from localslack.workspace.conversations import READ_ONLY, RESTRICTIONS


class Incidents:
    """Attributes: `team` is the workspace in which it happens; sockets serve all of them."""

    def __init__(self, sockets: SocketMode, team: Team) -> None:
        self.team = team
        self._sockets = sockets
        self._workspace = team.workspace

    # Sockets

    def drop_sockets(self) -> None:
        """Cut every connection without a word."""
        self._sockets.drop()

    def half_open_sockets(self) -> None:
        """Stop reading and writing; the app finds out only if it looks for itself."""
        self._sockets.half_open()

    def refuse_sockets(self, *, refuse: bool = True) -> None:
        """Turn new connections away, until told to take them again."""
        self._sockets.refusing = refuse

    # Tokens

    def revoke_token(self, token: str = "") -> None:
        """End a token, the bot's if none is named; the app gets `tokens_revoked`."""
        self.team.revoke_token(token)

    def expire_tokens(self) -> None:
        """Let every token of this workspace be too old."""
        self.team.expire_tokens()

    def uninstall_app(self) -> None:
        self.team.uninstall()

    # What an admin does

    def archive_channel(self, channel: str) -> None:
        place = self._workspace.channel_named(channel)
        self._workspace.archive(place, by=place.creator)

    def restrict_posting(self, channel: str, how: str = READ_ONLY) -> None:
        """Let apps not post in a channel any more; `how` is Slack's word, and "" lets them again.

        Raises:
            LookupError: Slack has no such word.
        """
        if how and how not in RESTRICTIONS:
            raise LookupError(f"there is no restriction {how!r}")
        self._workspace.channel_named(channel).restriction = how

    def remove_bot(self, channel: str) -> None:
        self._workspace.leave(self._workspace.channel_named(channel), self.team.app.bot)

    def delete_message(self, channel: str, ts: str) -> None:
        """Delete anybody's message; raises LookupError if there is none."""
        message = self._workspace.channel_named(channel).find(ts)
        if message is None:
            raise LookupError(f"there is no message {ts!r}")
        self._workspace.delete(message)

    def deactivate_person(self, person: str) -> None:
        self._workspace.deactivate(self._workspace.user_named(person))
