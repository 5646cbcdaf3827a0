"""Use cases of ideas: collect them, reveal them, group them, vote on them, pick the winners."""

from collections.abc import Sequence

from bot.application.asking import Asker
from bot.application.changes import Changes
from bot.application.ports import Ids
from bot.domain import grouping, ideating, voting, winning
from bot.domain.board import ChoiceId
from bot.domain.ideating import NewIdea
from bot.domain.identity import ItemId, SessionId
from bot.domain.session import Session


class Ideas:
    """What people do with the board of a session; a delivery that comes again does nothing."""

    def __init__(self, changes: Changes, ids: Ids) -> None:
        self._changes = changes
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
            lambda each, _now: ideating.add_ideas(each, asker.person, new, anonymous=anonymous),
        )
        return (session, new) if session else None

    async def add_choices(
        self, asker: Asker, session_id: SessionId, texts: Sequence[str]
    ) -> tuple[Session, Sequence[NewIdea]] | None:
        """Add what can be voted for; gives it with the secrets that take it back."""
        new = self._new(texts)
        session = await self._changes.make(
            asker, session_id, lambda each, _now: ideating.add_choices(each, asker.person, new)
        )
        return (session, new) if session else None

    async def withdraw(self, asker: Asker, session_id: SessionId, secret: str) -> Session | None:
        return await self._changes.make(
            asker, session_id, lambda each, _now: ideating.withdraw(each, secret)
        )

    async def keep_names(
        self, asker: Asker, session_id: SessionId, *, anonymous: bool
    ) -> Session | None:
        return await self._changes.make(
            asker,
            session_id,
            lambda each, _now: ideating.keep_names(each, asker.person, anonymous=anonymous),
        )

    async def reveal(self, asker: Asker, session_id: SessionId) -> Session | None:
        return await self._changes.make(
            asker, session_id, lambda each, now: ideating.reveal(each, asker.person, now)
        )

    async def group(
        self, asker: Asker, session_id: SessionId, numbers: frozenset[int], name: str
    ) -> Session | None:
        return await self._changes.make(
            asker,
            session_id,
            lambda each, _now: grouping.group_ideas(each, asker.person, numbers, name),
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
            lambda each, _now: voting.vote(each, asker.person, item, choices),
        )

    async def close_vote(
        self, asker: Asker, session_id: SessionId, item: ItemId | None
    ) -> Session | None:
        return await self._changes.make(
            asker,
            session_id,
            lambda each, _now: voting.close_vote(each, asker.person, item),
        )

    async def vote_anew(
        self, asker: Asker, session_id: SessionId, item: ItemId | None
    ) -> Session | None:
        return await self._changes.make(
            asker, session_id, lambda each, _now: voting.vote_anew(each, asker.person, item)
        )

    async def pick(
        self,
        asker: Asker,
        session_id: SessionId,
        item: ItemId,
        winners: Sequence[winning.Winner],
    ) -> Session | None:
        return await self._changes.make(
            asker,
            session_id,
            lambda each, now: winning.pick_winners(each, asker.person, item, winners, now),
        )

    def _new(self, texts: Sequence[str]) -> tuple[NewIdea, ...]:
        return tuple(NewIdea(text=text, secret=self._ids.new_secret()) for text in texts)
