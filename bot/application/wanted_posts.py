"""Which messages a session should have in Slack by now; a pure function of what happened."""

from collections.abc import Iterable, Iterator

from bot.application.posts import (
    CARD,
    BreakBegins,
    BreakOver,
    Card,
    Content,
    Line,
    LineFact,
    Mark,
    Nature,
    NoteFact,
    Post,
    PrivateNote,
    RecapPage,
    Step,
    Where,
)
from bot.domain.facts import (
    Captured,
    CueGiven,
    ItemEnded,
    ItemSkipped,
    ItemStarted,
    OvertimeReached,
    Posting,
    PostingChanged,
    Record,
    SessionClosed,
    SessionStarted,
    TimeUp,
    TurnCame,
)
from bot.domain.recap import pages, recap_of
from bot.domain.session import Session

# A cue is worth something only while its item runs.
PASSING_CUES = (CueGiven, TimeUp, OvertimeReached)


def step_key(item_id: int) -> str:
    return f"step:{item_id}"


def item_of_step(key: str) -> int | None:
    """The item whose step message has this key; None for any other post."""
    kind, _, number = key.partition(":")
    return int(number) if kind == "step" and number.isdigit() else None


def wanted_posts(session: Session, records: Iterable[Record]) -> tuple[Post, ...]:
    """Every message the session should have by now, in the order in which it should appear."""
    wanted: dict[str, Post] = {}
    posting = session.posting
    for record in records:
        if isinstance(record.fact, ItemStarted):
            posting = record.fact.posting
        for post in _posts_for(session, record, posting):
            wanted.setdefault(post.key, post)
    return tuple(wanted.values())


def _posts_for(session: Session, record: Record, posting: Posting) -> Iterator[Post]:
    match record.fact:
        case SessionStarted():
            yield _living(CARD, Where.CHANNEL, Card(session))
        case ItemStarted():
            yield from _begun(session, record.fact, posting)
        case ItemEnded() | ItemSkipped():
            yield from _over(session, record, posting)
        case Captured(source=source) if source is not None:
            yield _one_off(f"mark:{record.fact.capture}", Where.MESSAGE, Mark(source))
        case SessionClosed():
            yield from _recap(session)
        case fact if isinstance(fact, NoteFact):
            yield _note(session, record.number, fact)
        case fact if isinstance(fact, LineFact):
            yield from _line(session, record.number, fact, posting)
        case _:
            pass


def _begun(session: Session, fact: ItemStarted, posting: Posting) -> Iterator[Post]:
    item = session.item(fact.item)
    if item is None or fact.merged or posting is Posting.CARD_ONLY:
        return
    if item.is_break:
        yield _living(f"break:{item.id}", Where.CHANNEL, BreakBegins(session, item))
    else:
        where = Where.CHANNEL if posting is Posting.CHANNEL else Where.THREAD
        yield _living(step_key(item.id), where, Step(session, item))


def _over(session: Session, record: Record, posting: Posting) -> Iterator[Post]:
    fact = record.fact
    assert isinstance(fact, ItemEnded | ItemSkipped)  # noqa: S101 - narrows the type only
    item = session.item(fact.item)
    if item is None or posting is Posting.CARD_ONLY:
        return
    merged = isinstance(fact, ItemEnded) and fact.merged
    if item.is_break and not merged:
        yield _one_off(f"break-over:{item.id}", Where.CHANNEL, BreakOver(session, item))
    elif isinstance(fact, ItemSkipped):
        yield from _line(session, record.number, fact, posting)


def _recap(session: Session) -> Iterator[Post]:
    recap = recap_of(session)
    every = pages(recap)
    for number, captures in enumerate(every, 1):
        content = RecapPage(recap, number, len(every), captures)
        if number == 1:
            yield _living("recap", Where.CHANNEL, content)
        else:
            yield _one_off(f"recap:{number}", Where.THREAD, content)


def _line(session: Session, number: int, fact: LineFact, posting: Posting) -> Iterator[Post]:
    current = session.current
    if isinstance(fact, PASSING_CUES) and (current is None or current.id != fact.item):
        return
    if posting is Posting.CARD_ONLY and not isinstance(fact, PostingChanged):
        return
    yield _one_off(f"line:{number}", Where.THREAD, Line(session, fact))


def _note(session: Session, number: int, fact: NoteFact) -> Post:
    facilitator = session.facilitator or session.planned_by
    person = session.planned_by if isinstance(fact, TurnCame) else facilitator
    return Post(
        key=f"note:{number}",
        where=Where.PRIVATE,
        nature=Nature.ONE_OFF,
        content=PrivateNote(session, fact),
        person=person,
    )


def _living(key: str, where: Where, content: Content) -> Post:
    return Post(key=key, where=where, nature=Nature.LIVING, content=content)


def _one_off(key: str, where: Where, content: Content) -> Post:
    return Post(key=key, where=where, nature=Nature.ONE_OFF, content=content)
