"""Which messages in Slack are whose posts."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.adapters.db.tables import IS_LIVE, PostRow, SessionRow
from bot.application.ports import PostedKey
from bot.application.posts import keys
from bot.application.publishing.ports import PostState
from bot.domain.state.identity import ChannelId, MessageRef, Place, SessionId, TeamId

# What people reply under or react to; nobody's word or reaction is about any other post.
ACTED_ON = or_(
    PostRow.key == keys.CARD,
    *(PostRow.key.startswith(f"{kind}:") for kind in keys.KINDS_ACTED_ON),
)


class PostsInDatabase:
    def __init__(self, db: AsyncSession) -> None:
        self._db = db

    async def find(self, team: TeamId, channel: ChannelId, ts: str) -> PostedKey | None:
        wanted = select(PostRow.session_id, PostRow.key).where(
            PostRow.team == team, PostRow.channel == channel, PostRow.ts == ts
        )
        row = (await self._db.execute(wanted)).first()
        return PostedKey(session=row.session_id, key=row.key) if row else None

    async def any_unsettled(self, place: Place) -> bool:
        unsettled = (
            select(PostRow.key)
            .join(SessionRow, SessionRow.id == PostRow.session_id)
            .where(
                SessionRow.team == place.team,
                SessionRow.channel == place.channel,
                IS_LIVE,
                PostRow.state == PostState.SENDING,
                ACTED_ON,
            )
        )
        return (await self._db.execute(unsettled.limit(1))).first() is not None

    async def card(self, session_id: SessionId) -> MessageRef | None:
        wanted = select(PostRow).where(PostRow.session_id == session_id, PostRow.key == keys.CARD)
        row = await self._db.scalar(wanted)
        return row.ref if row else None
