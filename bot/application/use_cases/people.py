"""Use cases of everybody: leave with the channel, react."""

from datetime import datetime

from bot.application.ports import Transaction
from bot.application.posts import keys
from bot.application.work.asking import Asker, NotYet
from bot.application.work.changes import keep
from bot.application.work.work import Work
from bot.domain.moves.captures import tick, untick
from bot.domain.moves.speaking import raise_hand
from bot.domain.moves.start import cancel
from bot.domain.state.agenda import DoneMark
from bot.domain.state.identity import ItemId, MessageRef, PersonId, Place
from bot.domain.state.session import Moved, Session

# What Slack calls 🙋 in its three shapes.
RAISED_HANDS = frozenset({"raising_hand", "man-raising-hand", "woman-raising-hand"})


async def leave_with_channel(work: Work, asker: Asker, place: Place) -> None:
    """Leave the session and the queue of a channel that somebody has left."""
    async with work.store.transaction() as tx:
        running = await tx.sessions.live_in(place)
    if running is not None and running.participants.get(asker.person) is not None:
        await work.hear_of_leaving(asker, running.id)
    await _leave_queue(work, asker, place)


async def _leave_queue(work: Work, asker: Asker, place: Place) -> None:
    """Take the plans of somebody who has left a channel out of its queue, which they block."""
    now = work.clock.now()
    async with work.store.transaction() as tx:
        # What runs is locked before any plan, as it is when a session closes.
        await tx.sessions.live_in(place)
        for plan in await tx.sessions.queued_of(place, asker.person):
            await keep(tx, cancel(plan, asker.person, now), now)
    work.signal.changed()


async def react(work: Work, asker: Asker, on: MessageRef, mark: DoneMark) -> None:
    """A reaction on a step's own message marks its item done; a raised hand asks to speak.

    What a bot does, or what is not about a running step, does nothing.

    Raises:
        NotYet: a post is on its way to this channel, and the reaction may be about it.
    """
    async with work.store.transaction() as tx:
        found = await tx.posts.find(asker.team, on.channel, on.ts)
        if found is None:
            if await _may_be_a_mark(tx, Place(asker.team, on.channel), mark.reaction):
                raise NotYet
            # It may have been settled between the two questions.
            found = await tx.posts.find(asker.team, on.channel, on.ts)
    if found is None:
        return
    item = keys.item_of_step(found.key)
    is_hand = mark.reaction in RAISED_HANDS and (found.key == keys.CARD or item is not None)
    if item is None and not is_hand:
        return
    if await work.directory.is_bot(asker.team, asker.person):
        return

    def marked(session: Session, _by: PersonId, now: datetime) -> Moved:
        if not session.is_live:
            return Moved(session)
        if is_hand and mark.reaction not in session.done_reactions:
            return _hand_moved(session, item, mark)
        if item is None:
            return Moved(session)
        return (tick if mark.stands else untick)(session, ItemId(item), mark, now)

    await work.make(asker, found.session, marked)


def _hand_moved(session: Session, step: int | None, mark: DoneMark) -> Moved:
    """A hand on the card or on the step that runs is for the queue; on an old step it is not."""
    current = session.current
    if step is not None and (current is None or current.id != step):
        return Moved(session)
    return raise_hand(session, mark.person, mark.made_at, up=mark.stands)


async def _may_be_a_mark(tx: Transaction, place: Place, reaction: str) -> bool:
    """Whether a reaction means something, and may be on a post whose place is not known yet."""
    if not await tx.posts.any_unsettled(place):
        return False
    session = await tx.sessions.live_in(place)
    return session is not None and reaction in {*session.done_reactions, *RAISED_HANDS}
