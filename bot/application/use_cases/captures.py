"""Use cases for what people capture: by form, by shortcut, by a word in the thread."""

from dataclasses import dataclass
from typing import Self

from bot.application.ports import PostedKey
from bot.application.posts import keys
from bot.application.work.asking import Asker, NotYet
from bot.application.work.changes import Made
from bot.application.work.work import Work
from bot.domain.moves.captures import capture
from bot.domain.state.captures import Capture, Note
from bot.domain.state.facts import Captured
from bot.domain.state.identity import ChannelId, Place, SessionId, is_direct
from bot.domain.state.session import Session


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody captured, and the session it is kept in."""

    session: Session
    capture: Capture

    @classmethod
    def by(cls, made: Made) -> Self:
        """What a move kept, which is a capture."""
        (kept,) = [fact.capture for fact in made.done if isinstance(fact, Captured)]
        return cls(made.session, next(each for each in made.session.captures if each.id == kept))


async def capture_in_session(
    work: Work, asker: Asker, session_id: SessionId, note: Note
) -> Kept | None:
    """Keep a note in a session."""
    made = await work.make_and_tell(
        asker, session_id, lambda session, by, now: capture(session, note, by, now)
    )
    return Kept.by(made) if made else None


async def card_in_direct(work: Work, asker: Asker, channel: ChannelId) -> PostedKey | None:
    """The card of the session in somebody's direct messages: no thread is needed to mean it."""
    if not is_direct(channel):
        return None
    async with work.store.transaction() as tx:
        found = await tx.sessions.live_in(Place(asker.team, channel))
    return PostedKey(session=found.id, key=keys.CARD) if found else None


async def post_of_thread(
    work: Work, asker: Asker, channel: ChannelId, thread_ts: str
) -> PostedKey | None:
    """The post in whose thread a session works: its card, or a small group's message.

    Raises:
        NotYet: a post is on its way to this channel, and it may be that one.
    """
    async with work.store.transaction() as tx:
        found = await tx.posts.find(asker.team, channel, thread_ts)
        if found is None:
            if await tx.posts.any_unsettled(Place(asker.team, channel)):
                raise NotYet
            # It may have been settled between the two questions.
            found = await tx.posts.find(asker.team, channel, thread_ts)
    return found if found is not None and keys.is_place_to_work(found.key) else None
