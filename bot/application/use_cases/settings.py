"""Use cases for what a channel sets for its sessions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.application.ports import ChannelSettings, Transaction
from bot.application.work.asking import Asker
from bot.application.work.changes import Move, keep
from bot.application.work.pace import caught_up, session_now
from bot.application.work.work import Work
from bot.domain.moves.captures import change_done_reactions
from bot.domain.moves.time import change_posting
from bot.domain.state.facts import Posting
from bot.domain.state.identity import Place


async def show_settings(work: Work, place: Place) -> ChannelSettings:
    async with work.store.transaction() as tx:
        return await tx.channels.settings(place)


async def set_posting(work: Work, asker: Asker, place: Place, posting: Posting) -> ChannelSettings:
    """Say where steps are posted; a session that runs follows from its next step on."""
    return await _set(
        work,
        asker,
        place,
        lambda settings: replace(settings, posting=posting),
        lambda session, now: change_posting(session, asker.person, posting, now),
    )


async def set_done_reactions(
    work: Work, asker: Asker, place: Place, reactions: tuple[str, ...]
) -> ChannelSettings:
    """Say which reactions mark a step done, by their emoji names, now and from now on."""
    return await _set(
        work,
        asker,
        place,
        lambda settings: replace(settings, done_reactions=reactions),
        lambda session, _now: change_done_reactions(session, reactions),
    )


async def _set(
    work: Work,
    asker: Asker,
    place: Place,
    change: Callable[[ChannelSettings], ChannelSettings],
    follow: Move,
) -> ChannelSettings:
    """Change what a channel sets; the session that runs there follows."""
    changed: ChannelSettings | None = None
    async with work.taken_in(asker) as tx:
        if tx is not None:
            changed = change(await tx.channels.settings(place))
            await tx.channels.save_settings(place, changed)
            await _follow(tx, place, follow, work.clock.now())
    if changed is None:
        return await show_settings(work, place)
    work.signal.changed()
    return changed


async def _follow(tx: Transaction, place: Place, follow: Move, now: datetime) -> None:
    """Let the session that runs in the channel do what was set."""
    session = await tx.sessions.live_in(place)
    if session is None:
        return
    moved = caught_up(session, now)
    own_now = session_now(session, now)
    if moved.session.is_live:
        moved = moved.then(lambda after: follow(after, own_now))
    await keep(tx, moved, now)
