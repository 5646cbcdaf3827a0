"""Use case of small groups: bring back what one of them found."""

from dataclasses import dataclass

from bot.application.use_cases.captures import Kept
from bot.application.work.asking import Asker
from bot.application.work.work import Work
from bot.domain.moves import groups
from bot.domain.state.groups import GroupId
from bot.domain.state.identity import MessageRef, SessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a group brings back; without a group, the one that the person is in."""

    text: str
    group: GroupId | None = None
    source: MessageRef | None = None


async def bring_back(
    work: Work, asker: Asker, session_id: SessionId, brought: Brought
) -> Kept | None:
    """Keep what a group brings back."""
    made = await work.make_and_tell(
        asker,
        session_id,
        lambda session, by, now: groups.bring_result(
            session, brought.group, brought.text, by, now, brought.source
        ),
    )
    return Kept.by(made) if made else None
