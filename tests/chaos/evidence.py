"""The evidence: what the oracle judges, gathered from the database, from Slack and the ledger."""

import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from bot.adapters.slack.client.messenger import MARK
from bot.adapters.slack.doors.render import SlackRenderer
from bot.application.posts import keys
from bot.application.posts.contents import Mark
from bot.application.posts.post import Nature, Post, Where
from bot.application.posts.wanted import IDEAS_IN_A_BATCH, wanted_posts
from bot.application.publishing.ports import Unpublished
from bot.domain.state.facts import (
    AgendaFinished,
    CueGiven,
    Fact,
    IdeasRevealed,
    ItemEnded,
    ItemExtended,
    ItemParked,
    ItemShortened,
    ItemSkipped,
    ItemStarted,
    OvertimeReached,
    PersonJoined,
    Record,
    SessionClosed,
    SessionPaused,
    SessionReopened,
    SessionResumed,
    SessionStarted,
    TimeUp,
    Undone,
    WentBack,
)
from bot.domain.state.identity import ItemId, MessageRef, PersonId
from bot.domain.state.session import SessionState
from localslack import LocalSlack, Message
from localslack.workspace.conversations import ChannelKind
from tests.chaos.ledger import Ledger
from tests.chaos.oracle import Case, Found, Said, Spot, Tick, Wanted
from tests.support.story import key_of, session_of

# Where steps were gone back to, these can be wanted again, later than others that came after them.
OF_THE_MOMENT = (AgendaFinished, CueGiven, ItemExtended, ItemShortened, OvertimeReached, TimeUp)

BUTTONS: Mapping[str, type[Fact]] = {
    "+5 min": ItemExtended,
    "Pause": SessionPaused,
    "Resume": SessionResumed,
    "Skip": ItemSkipped,
    "Back": WentBack,
    "5 min less": ItemShortened,
    "Park this step": ItemParked,
    "Undo": Undone,
}
NEXT, JOIN = "Next", "Join"


def case_of(
    state: Unpublished, slack: LocalSlack, ledger: Ledger, refused: Container[str] = ()
) -> Case:
    """One session at the end; `refused` are the deliveries that nothing had to come of."""
    session = state.session
    posts = [each for each in slack.messages if each.metadata and session_of(each) == session.id]
    if session.state is SessionState.DISCARDED:
        left = (*map(_found, posts), *_marks_of(session.id, slack, ledger))
        return Case(session=session.id, wanted=(), found=left, turns={}, discarded=True)
    by_key = {key_of(each): each for each in posts}
    card = by_key.get("card")
    wanted = [
        each
        for each in wanted_posts(session, state.records)
        if each.nature is not Nature.TAKEN_BACK
    ]
    return Case(
        session=session.id,
        wanted=tuple(_wanted(post, state, slack, card) for post in wanted),
        found=(*map(_found, posts), *_marks(wanted, slack)),
        turns=turns_of(state.records),
        recap="\n".join(
            post.readable() for key, post in by_key.items() if key.partition(":")[0] == "recap"
        ),
        closed_at=next(
            (each.at for each in state.records if isinstance(each.fact, SessionClosed)),
            session.closed_at,
        ),
        said=tuple(
            Said(text=each.text, taken_at=ledger.taken_at(each))
            for each in ledger.captured
            if each.session == session.id
        ),
        ticks=tuple(_ticks(state, ledger)),
        presses=ledger.presses(session.id),
        taken=Counter(
            press.button
            for press in ledger.taken
            if card is not None
            and press.on == card.ts
            and press.delivery not in refused
            and press.button in {*BUTTONS, NEXT, JOIN}
        ),
        effects=_effects(state),
    )


def turns_of(records: Iterable[Record]) -> dict[str, float]:
    """In which order posts became wanted, told by the records alone."""
    records = tuple(records)
    went_back = any(isinstance(each.fact, WentBack | Undone | SessionReopened) for each in records)
    turns: dict[str, float] = {}
    for record in records:
        if went_back and isinstance(record.fact, OF_THE_MOMENT):
            continue
        for place, key in enumerate(_keys(record.number, record.fact)):
            turns.setdefault(key, record.number + place / 100)
    return turns


def _keys(number: int, fact: Fact) -> Iterator[str]:
    """The posts that a fact may lead to, in order."""
    yield from (f"line:{number}", f"note:{number}")
    match fact:
        case SessionStarted():
            yield "card"
        case ItemStarted(merged=False, item=item) | WentBack(item=item):
            yield from (f"step:{item}", f"break:{item}:{number}", f"evening:{item}:{number}")
        case ItemEnded(merged=False, item=item) | ItemSkipped(item=item):
            yield from (f"break-over:{item}:{number}", f"morning:{item}:{number}")
        case IdeasRevealed(first=first, last=last):
            yield from (f"ideas:{at}" for at in range(first, last + 1, IDEAS_IN_A_BATCH))
        case SessionClosed():
            for recap in ("recap", f"recap:again:{number}"):
                yield from (recap, *(f"{recap}:{page}" for page in range(2, 20)))
        case _:
            pass


def _wanted(post: Post, state: Unpublished, slack: LocalSlack, card: Message | None) -> Wanted:
    content = None
    if post.nature is Nature.LIVING:
        ref = MessageRef(state.session.place.channel, card.ts) if card else None
        rendered = SlackRenderer(f"{slack.url}/").render(post, ref)
        content = _content(rendered.text, rendered.blocks)
    return Wanted(key=post.key, spot=_spot(post, state, slack, card), content=content)


def _spot(post: Post, state: Unpublished, slack: LocalSlack, card: Message | None) -> Spot:
    channel = str(state.session.place.channel)
    match post.where:
        case Where.CHANNEL:
            return Spot(channel)
        case Where.THREAD:
            return Spot(channel, card.ts if card else "")
        case Where.PRIVATE:
            return Spot(_direct(slack, str(post.person)))
        case Where.MESSAGE:
            assert isinstance(post.content, Mark)
            return Spot(channel, post.content.source.ts)


def _direct(slack: LocalSlack, person: str) -> str:
    """The channel of somebody's direct messages with the bot."""
    both = {person, slack.bot_user_id}
    return next(
        (
            channel.id
            for channel in slack.workspace.channels.values()
            if channel.kind is ChannelKind.DIRECT and {each.id for each in channel.members} == both
        ),
        "",
    )


def _found(message: Message) -> Found:
    return Found(
        key=key_of(message),
        spot=Spot(message.channel.id, message.thread_ts),
        ts=message.ts,
        content=_content(message.text, message.blocks),
    )


def _marks(wanted: Iterable[Post], slack: LocalSlack) -> Iterator[Found]:
    """The small marks under what was captured, as if they were posts there."""
    for post in wanted:
        if isinstance(post.content, Mark):
            source = post.content.source
            message = slack.workspace.channels[source.channel].timeline[source.ts]
            if any(each.id == slack.bot_user_id for each in message.reactions.get(MARK, ())):
                spot = Spot(source.channel, source.ts)
                yield Found(key=post.key, spot=spot, ts=source.ts, content="")


def _marks_of(session: str, slack: LocalSlack, ledger: Ledger) -> Iterator[Found]:
    """The small marks under what people wrote in a session, whoever still knows of them."""
    written = {each.ts for each in ledger.captured if each.session == session}
    for channel in slack.workspace.channels.values():
        for ts in written & channel.timeline.keys():
            marked = channel.timeline[ts].reactions.get(MARK, ())
            if any(each.id == slack.bot_user_id for each in marked):
                yield Found(key=f"mark:{ts}", spot=Spot(channel.id, ts), ts=ts, content="")


def _content(text: str, blocks: Iterable[Any]) -> str:
    """What a message says, without the ids that Slack gives to blocks."""
    shown = [{**block, "block_id": ""} for block in blocks]
    return json.dumps([text, shown], sort_keys=True, ensure_ascii=False)


def _ticks(state: Unpublished, ledger: Ledger) -> Iterator[Tick]:
    for mark in ledger.marks:
        item = state.session.item(ItemId(keys.item_of_step(mark.step) or 0))
        if mark.session == state.session.id and item is not None:
            yield Tick(
                step=mark.step,
                person=mark.person.name,
                in_slack=mark.stands,
                in_bot=PersonId(mark.person.id) in item.done_by,
                taken_at=ledger.mark_taken_at(mark),
            )


def _effects(state: Unpublished) -> Counter[str]:
    """How often a button had its effect, by its name."""
    effects: Counter[str] = Counter()
    for fact in (record.fact for record in state.records):
        match fact:
            case ItemEnded(by=str()):
                effects[NEXT] += 1
            case PersonJoined(person=person) if person != state.session.planned_by:
                effects[JOIN] += 1
            case _:
                effects.update(name for name, kind in BUTTONS.items() if isinstance(fact, kind))
    return effects
