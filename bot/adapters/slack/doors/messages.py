"""Words in the session's thread: `!decision …`, `!time` and their like; one row per word."""

import difflib
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.adapters.slack.doors import answers
from bot.adapters.slack.edge.answering import Answering
from bot.adapters.slack.edge.calls import Answer, Call, OnEvent, Say
from bot.adapters.slack.edge.services import Services
from bot.adapters.slack.kit.plain import plain_text
from bot.adapters.slack.payloads.events import Happened, MessageEvent
from bot.adapters.slack.session.part import my_role, say_time
from bot.adapters.slack.speaking import views as speaking
from bot.adapters.slack.thoughts import views as thoughts
from bot.application.posts import keys
from bot.application.use_cases.captures import capture_in_session, card_in_direct, post_of_thread
from bot.application.use_cases.groups import Brought, bring_back
from bot.domain.moves import speaking as moves
from bot.domain.moves.thoughts import park_thought
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.groups import GroupId
from bot.domain.state.identity import MessageRef, PersonId, SessionId

# Edits and the like do not count. A message that is also sent to the channel does.
HUMAN_SUBTYPES = frozenset({None, "thread_broadcast", "file_share", "me_message"})
_WORD = re.compile(r"[\s*_~`]*!(\w+)[\s*_~`]*[:\u2013\u2014-]?\s*(.*)", re.DOTALL)
_OWNER = re.compile(r"<@([UW][A-Z0-9]+)>")


@dataclass(frozen=True, slots=True)
class Said:
    """A word in a session's thread, with what stood behind it; `group` if the thread is one's."""

    session: SessionId
    text: str
    source: MessageRef
    group: GroupId | None = None


ThreadWord = Callable[[Services, Call, Said], Awaitable[Answer]]


async def keep(services: Services, call: Call, said: Said, kind: CaptureKind) -> Answer:
    owner = _OWNER.search(said.text) if kind is CaptureKind.ACTION else None
    note = Note(
        kind=kind,
        text=said.text,
        owner=PersonId(owner[1]) if owner else None,
        source=said.source,
    )
    await capture_in_session(services.work, call.asker, said.session, note)
    return None


async def tell_time(services: Services, call: Call, said: Said) -> Answer:
    session = await services.work.peek(call.asker, said.session)
    return await say_time(services, call, session)


async def tell_role(services: Services, call: Call, said: Said) -> Answer:
    session = await services.work.peek(call.asker, said.session)
    return my_role(services, call, session)


async def park(services: Services, call: Call, said: Said) -> Answer:
    session = await services.work.make(
        call.asker,
        said.session,
        lambda each, by, now: park_thought(each, by, said.text, now),
    )
    return Say(thoughts.parked(session)) if session else None


async def queue_up(services: Services, call: Call, said: Said) -> Answer:
    at = said.source.ts
    session = await services.work.make(
        call.asker, said.session, lambda each, by, _now: moves.queue_up(each, by, at)
    )
    return Say(speaking.queued(session, call.asker.person)) if session else None


async def bring_result(services: Services, call: Call, said: Said) -> Answer:
    brought = Brought(text=said.text, group=said.group, source=said.source)
    await bring_back(services.work, call.asker, said.session, brought)
    return None


WORDS: Mapping[str, ThreadWord] = {
    **{kind.value: partial(keep, kind=kind) for kind in CaptureKind},
    "park": partial(keep, kind=CaptureKind.PARKED),
    "later": park,
    "time": tell_time,
    "role": tell_role,
    "queue": queue_up,
    "result": bring_result,
}


def said_in_thread(services: Services) -> OnEvent:
    async def listener(call: Call, event: Happened) -> Answer:
        if not isinstance(event, MessageEvent) or event.subtype not in HUMAN_SUBTYPES:
            return None
        found = _WORD.match(event.text or "")
        if found is None:
            return None
        channel, thread_ts = event.channel, event.thread_ts
        call = replace(call, asker=call.asker.seen_in(channel))
        if thread_ts is None:
            post = await card_in_direct(services.work, call.asker, channel)
        else:
            post = await post_of_thread(services.work, call.asker, channel, thread_ts)
        if post is None or await services.work.directory.is_bot(call.asker.team, call.asker.person):
            return None
        source = MessageRef(channel, event.ts, thread_ts)
        said = Said(post.session, plain_text(found[2]), source, keys.group_of(post.key))
        return await _run(services, call, said, found[1].lower())

    return listener


async def _run(services: Services, call: Call, said: Said, word: str) -> Answer:
    known = WORDS.get(word)
    if known is not None:
        return await known(services, call, said)
    near = difflib.get_close_matches(word, WORDS, n=1, cutoff=0.6)
    return Say(answers.did_you_mean(f"!{word}", f"!{near[0]}")) if near else None


def register(app: AsyncApp, services: Services, answering: Answering) -> None:
    app.event("message")(answering.event(said_in_thread(services)))
