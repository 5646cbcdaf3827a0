"""Which messages in Slack are whose posts."""

from sqlalchemy import or_, select

from bot.adapters.db.connections import AnyRow, Db
from bot.adapters.db.tables import IS_LIVE, PostRow, SessionRow
from bot.application.ports import PostedKey
from bot.application.posts import keys
from bot.application.publishing.ports import PostState, SentPost, Target
from bot.domain.state.identity import ChannelId, MessageRef, Place, SessionId, TeamId

# What people reply under or react to; nobody's word or reaction is about any other post.
ACTED_ON = or_(
    PostRow.key == keys.CARD,
    *(PostRow.key.startswith(f"{kind}:") for kind in keys.KINDS_ACTED_ON),
)


class PostsInDatabase:
    def __init__(self, db: Db) -> None:
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
        wanted = select(PostRow.channel, PostRow.ts, PostRow.thread_ts).where(
            PostRow.session_id == session_id, PostRow.key == keys.CARD
        )
        row = (await self._db.execute(wanted)).one_or_none()
        return message_of(row) if row else None


def message_of(row: AnyRow) -> MessageRef | None:
    """Which message a post is, once it is one."""
    if row.channel is None or row.ts is None:
        return None
    return MessageRef(row.channel, row.ts, row.thread_ts)


def target_of(row: AnyRow) -> Target | None:
    """Where a post was sent to, while it is no message."""
    if row.channel is None or row.ts is not None:
        return None
    return Target(channel=row.channel, thread_ts=row.thread_ts)


def sent_from(row: AnyRow) -> SentPost:
    """What is known about a post."""
    return SentPost(
        key=row.key,
        state=row.state,
        ref=message_of(row),
        target=target_of(row),
        digest=row.digest,
        attempts=row.attempts,
        since=row.since,
    )
