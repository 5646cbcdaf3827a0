"""The messages of small groups: each has one, and works in its thread."""

from collections.abc import Iterator

from bot.application.posts import keys
from bot.application.posts.contents import GroupMerged, GroupPlace, ResultQuestion
from bot.application.posts.post import Nature, Post, Where
from bot.domain.state.agenda import ItemState
from bot.domain.state.groups import Group
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Session


def group_posts(session: Session, item_id: ItemId) -> Iterator[Post]:
    """The message of each group of an item, those that were split anew included."""
    item = session.item(item_id)
    if item is None:
        return
    for split in session.activities.breakouts.all_of(item_id):
        for group in split.groups:
            yield Post(
                key=keys.group(group.id),
                where=Where.CHANNEL,
                nature=Nature.LIVING,
                content=GroupPlace(session, item, split, group),
            )
    if session.is_live and item.state is ItemState.RUNNING:
        yield from _merged(session, item_id)


def result_questions(session: Session, item_id: ItemId) -> Iterator[Post]:
    """Each group that has brought nothing back yet is asked for it once, in its own thread.

    Nobody is asked any more where the step goes on, since its end was taken back.
    """
    item, split = session.item(item_id), session.activities.breakouts.of(item_id)
    if item is None or split is None or not session.is_live:
        return
    if item.state is not ItemState.ENDED and not (
        item.state is ItemState.RUNNING and item.cue_given
    ):
        return
    for group in split.working:
        if not group.results:
            yield _in_thread(group, keys.result_question(group.id), ResultQuestion(group))


def _merged(session: Session, item_id: ItemId) -> Iterator[Post]:
    split = session.activities.breakouts.of(item_id)
    for group in split.groups if split else ():
        host = session.activities.breakouts.group(group.merged_into) if group.merged_into else None
        if host is not None:
            yield _in_thread(group, keys.group_merged(group.id), GroupMerged(group, host))


def _in_thread(group: Group, key: str, content: ResultQuestion | GroupMerged) -> Post:
    return Post(
        key=key,
        where=Where.THREAD,
        nature=Nature.ONE_OFF,
        content=content,
        under=keys.group(group.id),
    )
