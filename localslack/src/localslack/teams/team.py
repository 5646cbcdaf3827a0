"""One workspace with the app in it: its people, its channels and the events it sends."""

from collections.abc import Iterable

from localslack.app.installation import Installation, Registration
from localslack.app.tokens import End, Token
from localslack.delivery.dispatcher import Dispatcher
from localslack.delivery.events import app_rate_limited, event_callback, events_of
from localslack.people.interactions import Interactions
from localslack.people.person import Person
from localslack.rate_limits.rates import RateLimited
from localslack.rate_limits.tiers import Pace
from localslack.workspace.conversations import Channel, ChannelKind, Message
from localslack.workspace.events import UserJoined, WorkspaceEvent
from localslack.workspace.users import SOME_OTHER_WORKSPACE, NewPerson
from localslack.workspace.workspace import Workspace


class Team:
    """Attributes: `app` is the app as it is in this workspace, installed or not."""

    def __init__(
        self,
        registration: Registration,
        workspace: Workspace,
        dispatcher: Dispatcher,
        pace: Pace,
    ) -> None:
        self._pace = pace
        self._limited_minute = -1
        self.workspace = workspace
        self.app = Installation.prepare(registration, workspace)
        self._dispatcher = dispatcher
        self._interactions = Interactions(self.app, dispatcher)
        self._people: dict[str, Person] = {}
        workspace.subscribe(self._send_events)

    @property
    def id(self) -> str:
        return self.workspace.team_id

    @property
    def name(self) -> str:
        return self.workspace.name

    @property
    def bot_token(self) -> str:
        return self.app.bot_token

    # Who and what is there

    def add_person(self, new: NewPerson) -> Person:
        """Somebody new, of whom the app is told."""
        person = self.has_person(new)
        self.workspace.tell(UserJoined(person.user))
        return person

    def has_person(self, new: NewPerson) -> Person:
        """Somebody who has been there from the start."""
        user = self.workspace.add_user(new)
        person = Person(user, self.app, self._interactions)
        self._people[new.name] = person
        return person

    def person_of_other_workspace(self, name: str, workspace: str = SOME_OTHER_WORKSPACE) -> Person:
        """Somebody of another organisation, whom people here meet in channels that both share.

        They act as strangers can: they press buttons and fill in forms, but run no command and
        use no shortcut of an app that is not in their own workspace.
        """
        return self.has_person(NewPerson(name, workspace=workspace))

    def bot_of_another_app(self, name: str) -> Person:
        """The bot of another app in this workspace, to post and to react."""
        bot = self.workspace.add_other_bot(name)
        self._people[name] = Person(bot, self.app, self._interactions)
        return self._people[name]

    def person(self, name: str) -> Person:
        return self._people[name]

    @property
    def people(self) -> list[Person]:
        return list(self._people.values())

    def channel(
        self,
        name: str,
        *,
        members: Iterable[str] = (),
        private: bool = False,
        bot: bool = False,
        host: str = "",
    ) -> Channel:
        """The channel of this name, made if there is none; members and the app are added.

        A new one belongs to the other workspace `host`, if one is named, which shares it with
        this one.
        """
        joining = [self.person(member).user for member in members]
        try:
            channel = self.workspace.channel_named(name)
        except LookupError:
            kind = ChannelKind.PRIVATE if private else ChannelKind.PUBLIC
            creator = joining[0] if joining else self.app.bot
            hosted = self.workspace.other(host) if host else None
            channel = self.workspace.add_channel(name, kind, creator, hosted)
        for user in joining:
            self.workspace.join(channel, user)
        if bot:
            self.workspace.join(channel, self.app.bot, inviter=channel.creator)
        return channel

    @property
    def messages(self) -> list[Message]:
        """Everything that stands in any channel, thread or DM, oldest first."""
        standing = [
            message
            for channel in self.workspace.channels.values()
            for message in channel.timeline.values()
            if not message.deleted
        ]
        return sorted(standing, key=lambda message: float(message.ts))

    # What an admin does with the app

    def install(self) -> Token:
        """Install the app with all that its manifest asks for."""
        return self.app.install(self.app.manifest.bot_scopes)

    def authorize(self, name: str, scopes: str) -> str:
        """Let the app act as a person with these scopes, in words; gives the user token."""
        return self.app.authorize(self.person(name).user, scopes.split()).text

    def uninstall(self) -> None:
        """Take the app out; it is told that, and that its tokens are worth nothing now."""
        self.app.uninstall()

    def revoke_token(self, token: str = "") -> None:
        """End a token, by default the bot's, as Slack does with one it finds in public."""
        self.app.revoke(self.app.registration.tokens.find(token or self.bot_token))

    def expire_tokens(self) -> None:
        """Let the tokens of an app with token rotation be too old."""
        for token in self.app.registration.tokens.live(self.id):
            token.end = End.EXPIRED

    def _send_events(self, cause: WorkspaceEvent) -> None:
        for event in events_of(self.app, cause):
            try:
                self._pace.take_event(self.id)
            except RateLimited:
                self._tell_limited()
            else:
                body = event_callback(self.app, event)
                self._dispatcher.deliver_event(event.json["type"], body)

    def _tell_limited(self) -> None:
        """Say once in each minute that events are left out; they will not come later."""
        now = self.workspace.timestamps.seconds()
        minute = now - now % 60
        if minute != self._limited_minute:
            self._limited_minute = minute
            body = app_rate_limited(self.app, minute)
            self._dispatcher.deliver_event("app_rate_limited", body)
