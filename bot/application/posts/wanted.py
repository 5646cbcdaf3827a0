"""Which messages a session should have in Slack by now; a pure function of what happened."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from bot.application.posts import contents, keys
from bot.application.posts.groups import group_posts, result_questions
from bot.application.posts.post import Nature, Post, Where
from bot.domain.rules.recap import pages, recap_of
from bot.domain.state import facts
from bot.domain.state.agenda import Activity, AgendaItem, ItemState
from bot.domain.state.identity import ItemId, MessageRef, PersonId
from bot.domain.state.session import Session, SessionState

# What people are told even where the card says all the rest.
ALWAYS_TOLD = (facts.PostingChanged, facts.SessionReopened, facts.WasAway)
# What people do there stands in the item's own message, so they have it in any case.
NEEDS_ITS_MESSAGE = frozenset({Activity.IDEAS, Activity.VOTE})
IDEAS_IN_A_BATCH = 10


def wanted_posts(session: Session, records: Iterable[facts.Record]) -> tuple[Post, ...]:
    """Every message the session should have by now; a discarded one should have none."""
    return () if session.state is SessionState.DISCARDED else posts_of(session, records)


def posts_of(session: Session, records: Iterable[facts.Record]) -> tuple[Post, ...]:
    """The messages of a session in the order in which they should appear.

    Private ones come last: they can lead to the card then, and the channel waits for none of them.
    """
    records = tuple(records)
    closes = [each.number for each in records if isinstance(each.fact, facts.SessionClosed)]
    wanted: dict[str, Post] = {}
    posting = session.posting
    for record in records:
        if isinstance(record.fact, facts.ItemStarted):
            posting = record.fact.posting
        for post in _posts_for(session, record, posting):
            wanted.setdefault(post.key, post)
        if record.number in closes:
            key = keys.recap(record.number, first=closes[0])
            stands = session.state is SessionState.CLOSED and record.number == closes[-1]
            recap = _recap(session, key) if stands else _recap_taken_back(session, key)
            wanted.update((post.key, post) for post in recap)
    return tuple(sorted(wanted.values(), key=lambda post: post.where is Where.PRIVATE))


def _posts_for(session: Session, record: facts.Record, posting: facts.Posting) -> Iterator[Post]:
    fact, number = record.fact, record.number
    if isinstance(fact, contents.LineFact) and _is_said(session, record, posting):
        yield _one_off(keys.line(number), Where.THREAD, contents.Line(session, fact))
    if isinstance(fact, contents.NoteFact) and (person := _addressee(session, fact)) is not None:
        yield _note(session, number, fact, person)
    match fact:
        case facts.SessionStarted():
            yield _living(keys.CARD, Where.CHANNEL, contents.Card(session))
        case facts.ItemStarted(merged=False):
            yield from _begun(session, number, fact.item, posting)
        case facts.WentBack() if not _is_night(session, fact.item):
            yield from _begun(session, number, fact.item, posting)
        case facts.ItemEnded(merged=False) | facts.ItemSkipped():
            yield from _over(session, number, fact.item, posting)
            yield from result_questions(session, fact.item)
        case facts.IdeasRevealed():
            yield from _batches(session, fact)
        case facts.CueGiven():
            yield from result_questions(session, fact.item)
        case facts.Captured(source=MessageRef() as source):
            yield _one_off(keys.mark(fact.capture), Where.MESSAGE, contents.Mark(source))
        case _:
            pass


def _is_said(session: Session, record: facts.Record, posting: facts.Posting) -> bool:
    """Whether a line is wanted: it is about now, or tells of what people did."""
    if posting in facts.CARD_SAYS_IT and not isinstance(record.fact, ALWAYS_TOLD):
        return False
    current = session.current
    match record.fact:
        case facts.CueGiven() | facts.TimeUp() | facts.OvertimeReached() as cue:
            due = _due_when_told(cue, record.at)
            return current is not None and (current.id, current.due_at) == (cue.item, due)
        case facts.ItemExtended(item=item_id) | facts.ItemShortened(item=item_id):
            return current is not None and current.id == item_id
        case facts.ItemSkipped(item=item_id):
            item = session.item(item_id)
            return item is not None and not item.is_break
        case facts.AgendaFinished():
            return record.at == session.finished_at
        case _:
            return True


def _due_when_told(
    cue: facts.CueGiven | facts.TimeUp | facts.OvertimeReached, at: datetime
) -> datetime:
    """When the time of a cue's item was to run out, as things stood when it was given."""
    match cue:
        case facts.CueGiven():
            return cue.ends_at
        case facts.TimeUp():
            return at
        case facts.OvertimeReached():
            return at - cue.over


def _addressee(session: Session, fact: contents.NoteFact) -> PersonId | None:
    """Whom a note goes to; None if nobody needs it.

    This must not depend on later changes, or the note would be sent twice.
    """
    match fact:
        case facts.RoleGiven(told=False, role=role, person=person):
            return person if session.participants.holder(role) == person else None
        case facts.PersonJoined(invited=True, person=person):
            return person
        case facts.RoleGiven() | facts.PersonJoined():
            return None
        case facts.ResultsMissing():
            is_wanted = session.is_live and not fact.merged and _has_ended(session, fact.item)
            return fact.asked if is_wanted else None
        case facts.TurnCame():
            return session.planned_by
        case _:
            return fact.asked


def _has_ended(session: Session, item_id: ItemId) -> bool:
    """Whether an item is over: its end may have been taken back."""
    item = session.item(item_id)
    return item is not None and item.state is ItemState.ENDED


def _begun(
    session: Session, number: int, item_id: ItemId, posting: facts.Posting
) -> Iterator[Post]:
    """The post of a step, one for all its runs, or of a break or a night, one for each run."""
    item = session.item(item_id)
    if item is None:
        return
    if item.is_break:
        if posting is not facts.Posting.CARD_ONLY:
            yield _break_begun(session, number, item)
        return
    if posting not in facts.CARD_SAYS_IT or item.activity in NEEDS_ITS_MESSAGE:
        where = Where.CHANNEL if posting is facts.Posting.CHANNEL else Where.THREAD
        yield _living(keys.step(item.id), where, contents.Step(session, item))
    # Small groups need a place to work, however little the channel gets.
    yield from group_posts(session, item.id)


def _break_begun(session: Session, number: int, item: AgendaItem) -> Post:
    if item.is_day_break:
        return _living(
            keys.evening(item.id, number), Where.CHANNEL, contents.Evening(session, item)
        )
    return _living(
        keys.break_begins(item.id, number), Where.CHANNEL, contents.BreakBegins(session, item)
    )


def _is_night(session: Session, item_id: ItemId) -> bool:
    """Whether an item is a night: a few more minutes of one need no second recap of the day."""
    item = session.item(item_id)
    return item is not None and item.is_day_break


def _over(session: Session, number: int, item_id: ItemId, posting: facts.Posting) -> Iterator[Post]:
    """The call back after a break, or after a night."""
    item = session.item(item_id)
    if item is None or not item.is_break or posting is facts.Posting.CARD_ONLY:
        return
    if item.is_day_break:
        yield _one_off(
            keys.morning(item.id, number), Where.CHANNEL, contents.Morning(session, item)
        )
    else:
        key = keys.break_over(item.id, number)
        yield _one_off(key, Where.CHANNEL, contents.BreakOver(session, item))


def _batches(session: Session, revealed: facts.IdeasRevealed) -> Iterator[Post]:
    """Revealed ideas, a few in each message."""
    for first in range(revealed.first, revealed.last + 1, IDEAS_IN_A_BATCH):
        last = min(first + IDEAS_IN_A_BATCH - 1, revealed.last)
        yield _living(keys.ideas(first), Where.THREAD, contents.IdeaBatch(session, first, last))


def _recap(session: Session, key: str) -> Iterator[Post]:
    recap = recap_of(session)
    every = pages(recap)
    for number, captures in enumerate(every, 1):
        content = contents.RecapPage(recap, number, len(every), captures)
        if number == 1:
            yield _living(key, Where.CHANNEL, content)
        else:
            yield _one_off(keys.recap_page(key, number), Where.THREAD, content)


def _recap_taken_back(session: Session, key: str) -> Iterator[Post]:
    """What becomes of a recap after which the session was reopened: of as many pages as it had."""
    everything = tuple(replace(each, in_recap=True) for each in session.captures)
    for post in _recap(replace(session, captures=everything), key):
        yield replace(post, nature=Nature.TAKEN_BACK, content=contents.RecapTakenBack())


def _note(session: Session, number: int, fact: contents.NoteFact, person: PersonId) -> Post:
    missing = fact.item if isinstance(fact, facts.ResultsMissing) else None
    return Post(
        key=keys.note(number) if missing is None else keys.results_missing(missing),
        where=Where.PRIVATE,
        nature=Nature.ONE_OFF,
        content=contents.PrivateNote(session, fact),
        person=person,
    )


def _living(key: str, where: Where, content: contents.Content) -> Post:
    return Post(key=key, where=where, nature=Nature.LIVING, content=content)


def _one_off(key: str, where: Where, content: contents.Content) -> Post:
    return Post(key=key, where=where, nature=Nature.ONE_OFF, content=content)
