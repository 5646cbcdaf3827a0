"""Use cases of ideas: collect them, reveal them, group them, vote on them, pick the winners."""

from collections.abc import Sequence

from bot.application.ports import Ids
from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.moves import idea_groups, ideas, votes, winners
from bot.domain.moves.ideas import NewIdea
from bot.domain.moves.winners import Winner
from bot.domain.state.ideas import ChoiceId
from bot.domain.state.identity import ItemId, SessionId
from bot.domain.state.session import Session


class Ideas:
    """What people do with the board of a session; a delivery that comes again does nothing."""

    def __init__(self, work: Work, ids: Ids) -> None:
        self._changes = work
        self._ids = ids

    async def add(
        self, asker: Asker, session_id: SessionId, texts: Sequence[str], *, anonymous: bool
    ) -> tuple[Session, Sequence[NewIdea]] | None:
        """Add hidden ideas; gives them with the secrets that take them back.

        Each has a secret of its own, so that nothing tells which of them came together.
        """
        new = self._new(texts)
        session = await self._changes.make(
            asker,
            session_id,
            lambda each, _now: ideas.add_ideas(each, asker.person, new, anonymous=anonymous),
        )
        return (session, new) if session else None

    async def add_choices(
        self, asker: Asker, session_id: SessionId, texts: Sequence[str]
    ) -> tuple[Session, Sequence[NewIdea]] | None:
        """Add what can be voted for; gives it with the secrets that take it back."""
        new = self._new(texts)
        session = await self._changes.make(
            asker, session_id, lambda each, _now: ideas.add_choices(each, asker.person, new)
        )
        return (session, new) if session else None

    async def withdraw(self, asker: Asker, session_id: SessionId, secret: str) -> Session | None:
        return await self._changes.make(
            asker, session_id, lambda each, _now: ideas.withdraw(each, secret)
        )

    async def keep_names(
        self, asker: Asker, session_id: SessionId, *, anonymous: bool
    ) -> Session | None:
        return await self._changes.make(
            asker,
            session_id,
            lambda each, _now: ideas.keep_names(each, asker.person, anonymous=anonymous),
        )

    async def reveal(self, asker: Asker, session_id: SessionId) -> Session | None:
        return await self._changes.make(
            asker, session_id, lambda each, now: ideas.reveal(each, asker.person, now)
        )

    async def group(
        self, asker: Asker, session_id: SessionId, numbers: frozenset[int], name: str
    ) -> Session | None:
        return await self._changes.make(
            asker,
            session_id,
            lambda each, _now: idea_groups.group_ideas(each, asker.person, numbers, name),
        )

    async def vote(
        self,
        asker: Asker,
        session_id: SessionId,
        item: ItemId | None,
        choices: tuple[ChoiceId, ...],
    ) -> Session | None:
        return await self._changes.make(
            asker,
            session_id,
            lambda each, _now: votes.vote(each, asker.person, item, choices),
        )

    async def close_vote(
        self, asker: Asker, session_id: SessionId, item: ItemId | None
    ) -> Session | None:
        return await self._changes.make(
            asker,
            session_id,
            lambda each, _now: votes.close_vote(each, asker.person, item),
        )

    async def vote_anew(
        self, asker: Asker, session_id: SessionId, item: ItemId | None
    ) -> Session | None:
        return await self._changes.make(
            asker, session_id, lambda each, _now: votes.vote_anew(each, asker.person, item)
        )

    async def pick(
        self,
        asker: Asker,
        session_id: SessionId,
        item: ItemId,
        picked: Sequence[Winner],
    ) -> Session | None:
        return await self._changes.make(
            asker,
            session_id,
            lambda each, now: winners.pick_winners(each, asker.person, item, picked, now),
        )

    def _new(self, texts: Sequence[str]) -> tuple[NewIdea, ...]:
        return tuple(NewIdea(text=text, secret=self._ids.new_secret()) for text in texts)
