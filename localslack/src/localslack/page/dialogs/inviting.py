"""The dialogs that ask for people: to come into a channel, or to be written to."""

from localslack.errors import NotPossible
from localslack.page.dialogs.asking import AskDialog
from localslack.page.dialogs.fields import people_field
from localslack.page.window_context import WindowContext
from localslack.workspace.conversations import Channel


class Inviter:
    """Asks who else shall be in a channel: people, and the app if it is not there yet."""

    def __init__(self, context: WindowContext, channel: Channel) -> None:
        self._context = context
        self._channel = channel
        self._chosen: list[str] = []
        asked = AskDialog(context, f"Add to #{channel.name}", "Add", self._invite)
        everybody = [*(each.user for each in context.team.people), context.team.app.bot]
        absent = [user for user in everybody if user not in channel.members]
        with asked.body:
            people_field("People and apps", absent, self._choose, several=True)

    def _choose(self, chosen: list[str]) -> None:
        self._chosen = chosen

    async def _invite(self) -> None:
        if not self._chosen:
            raise NotPossible("nobody is chosen yet")
        me, team = self._context.person, self._context.team
        for person in team.people:
            if person.id in self._chosen:
                await me.invites(person, self._channel)
        if team.app.bot.id in self._chosen:
            await me.invites_app(self._channel)


class NewMessage:
    """Asks whom to write to, and goes there."""

    def __init__(self, context: WindowContext) -> None:
        self._context = context
        self._chosen: list[str] = []
        asked = AskDialog(context, "New message", "Go", self._go)
        with asked.body:
            people = (each.user for each in context.team.people)
            people_field("To", people, self._choose, several=False)

    def _choose(self, chosen: list[str]) -> None:
        self._chosen = chosen

    async def _go(self) -> None:
        context = self._context
        other = next((each for each in context.team.people if each.id in self._chosen), None)
        if other is None:
            raise NotPossible("nobody is chosen yet")
        await context.go(await context.person.opens_dm(other))
