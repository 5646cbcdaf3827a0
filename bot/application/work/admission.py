"""Who may see a session and act in it: who is in its channel, or the one person it is for."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from bot.application.ports import Membership, MembersUnknown, SessionPeople, Store
from bot.application.quarantine_ports import SetAside
from bot.application.work.asking import Asker
from bot.domain.state.formats import Role
from bot.domain.state.identity import PersonId, Place, SessionId
from bot.domain.state.people import Presence
from bot.domain.state.refusals import NotFound, NotNow

# Whether there is no such session or it is none of theirs, people read the same.
GONE = "This session does not exist any more. Type `/worksession start` for a new one."
NOT_THERE = "I know of no channel like this that you are in. Type `/worksession start` in yours."
NOT_ANSWERED = (
    "Slack does not tell me right now who is in the session's channel. "
    "Please try again in a moment, or press it on the session's card."
)


@dataclass(frozen=True, slots=True)
class Admission:
    """Lets people into sessions; Slack is asked before any transaction, not in the middle of it."""

    store: Store
    membership: Membership

    async def admit(self, asker: Asker, session_id: SessionId) -> Collection[PersonId]:
        """Let somebody into a session, or refuse as if it did not exist.

        Gives those who hold a role in it although they are not in its channel any more. Where that
        cannot be told, nobody is taken to be gone.

        Raises:
            NotFound: there is no such session, or it is none of theirs.
            NotNow: Slack does not tell whether they are in its channel, and nothing else does.
            SetAside: it is in quarantine.
        """
        async with self.store.transaction() as tx:
            found = await tx.sessions.people_of(asker.team, session_id)
        if found is None:
            raise NotFound(GONE)
        if found.place.is_direct and asker.person != found.planned_by:
            raise NotFound(GONE)
        gone = () if found.place.is_direct else await self._let_in(asker, found)
        if found.is_set_aside:
            raise SetAside
        return gone

    async def _let_in(self, asker: Asker, found: SessionPeople) -> Collection[PersonId]:
        if asker.is_there and asker.channel == found.place.channel:
            # Events need no call to Slack, which could hold up or lose what they tell.
            self.see(asker)
            return ()
        if not await self._is_in(asker, found):
            raise NotFound(GONE)
        return await self._gone(found)

    def see(self, asker: Asker) -> None:
        """Take note that somebody is in the channel that they wrote or reacted in."""
        if asker.channel is not None:
            place = Place(asker.team, asker.channel)
            self.membership.sight(place, asker.person)

    async def enter(self, asker: Asker, place: Place) -> None:
        """Let somebody do something in a place; where Slack does not tell, they may.

        They typed a command there, or come by a form that was opened for them there.

        Raises:
            NotFound: there is no such channel, or they are not in it.
        """
        try:
            if place.is_direct or await self.membership.is_in(place, asker.person):
                return
        except MembersUnknown:
            return
        raise NotFound(NOT_THERE)

    async def open_to(self, person: PersonId, places: Collection[Place]) -> frozenset[Place]:
        """Those of some places that a person is in; where Slack does not tell, they are not."""
        asked = list(dict.fromkeys(places))
        answers = await asyncio.gather(*(self._surely_in(place, person) for place in asked))
        return frozenset(place for place, is_in in zip(asked, answers, strict=True) if is_in)

    async def _is_in(self, asker: Asker, session: SessionPeople) -> bool:
        try:
            return await self.membership.is_in(session.place, asker.person)
        except MembersUnknown as unknown:
            known = session.participants.get(asker.person)
            takes_part = known is not None and known.presence is not Presence.LEFT
            if takes_part or asker.channel == session.place.channel:
                return True
            raise NotNow(NOT_ANSWERED) from unknown

    async def _gone(self, session: SessionPeople) -> Collection[PersonId]:
        if not session.is_live:
            return ()
        holders = [session.participants.holder(role) for role in Role]
        try:
            return [
                holder
                for holder in holders
                if holder is not None and not await self.membership.is_in(session.place, holder)
            ]
        except MembersUnknown:
            return ()

    async def _surely_in(self, place: Place, person: PersonId) -> bool:
        try:
            # What they own in direct messages is found only for whoever these belong to.
            return place.is_direct or await self.membership.is_in(place, person)
        except MembersUnknown:
            return False
