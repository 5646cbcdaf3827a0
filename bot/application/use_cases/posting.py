"""Where the steps of a session are posted: what its format, its channel and its plan say."""

from dataclasses import replace

from bot.application.ports import Transaction
from bot.domain.state.facts import Posting
from bot.domain.state.formats import SessionFormat
from bot.domain.state.session import Session


def posting_of(session_format: SessionFormat) -> Posting:
    """Where a format posts its steps, unless its channel wants it otherwise."""
    return Posting.QUIET if session_format.quiet else Posting.THREAD


async def with_settings(tx: Transaction, draft: Session, posting: Posting | None = None) -> Session:
    """A draft with what its channel has set; `posting` is where its steps go all the same."""
    settings = await tx.channels.settings(draft.place)
    posting = posting or quieter(draft.posting, settings.posting)
    return replace(draft, posting=posting, done_reactions=settings.done_reactions)


def quieter(asked: Posting, usual: Posting) -> Posting:
    """Precedence: a channel that wants the card only, a quiet format, the channel's setting."""
    return asked if asked is Posting.QUIET and usual is not Posting.CARD_ONLY else usual
