"""What comes back from the database is exactly what went in, whatever it was."""

import enum
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.db.store import Database
from bot.application.ports import ChannelSettings
from bot.application.publishing.ports import SentPost
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.captures import Capture
from bot.domain.state.facts import Fact, Record
from bot.domain.state.identity import ChannelId, Place, SessionId
from bot.domain.state.people import Participant, Participants
from bot.domain.state.session import Session, Undo
from tests.integration.adapters.db.samples import (
    REAL_NOW,
    TEAM,
    a_plan,
    add,
    claim_all,
    records_of,
    stored,
)
from tests.support.sessions import SessionBuilder

NUMBERS = count(1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    # Postgres keeps everything but NUL, which Slack does not send.
    str: st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20),
    int: st.integers(0, 10_000),
    bool: st.booleans(),
    datetime: st.integers(0, 4 * 10**15).map(lambda us: EPOCH + timedelta(microseconds=us)),
    timedelta: st.timedeltas(timedelta(days=-400), timedelta(days=400)),
    type(None): st.none(),
}


def any_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of an annotation, with every field of a dataclass filled in."""
    if hint in SCALARS:
        return SCALARS[hint]
    if hasattr(hint, "__supertype__"):
        return any_of(hint.__supertype__)
    if get_origin(hint) in {Union, UnionType}:
        return st.one_of([any_of(each) for each in get_args(hint)])
    if get_origin(hint) is tuple:
        return st.lists(any_of(get_args(hint)[0]), max_size=3).map(tuple)
    if isinstance(hint, enum.EnumType):
        return st.sampled_from(list(hint))
    return any_made(hint)


def any_made(kind: Any, **given_fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    others = {name: any_of(hint) for name, hint in hints.items() if name not in given_fields}
    return st.builds(kind, **given_fields, **others)


def any_list(kind: Any, key: Callable[[Any], object]) -> st.SearchStrategy[Any]:
    return st.lists(any_made(kind), max_size=3, unique_by=key).map(tuple)


SESSIONS = any_made(
    Session,
    undoable=st.lists(any_made(Undo), max_size=2).map(tuple),
    pace=st.integers(1, 600),
    items=any_list(AgendaItem, lambda each: each.id),
    participants=any_list(Participant, lambda each: each.person).map(Participants),
    captures=any_list(Capture, lambda each: each.id),
    queued_after=st.none(),
)
# The database is the same for every example, and that is what a database has to bear.
on_one_database = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def placed(session: Session, number: int) -> Session:
    """The session as one of its own: no two examples share an id or a channel."""
    return replace(session, id=SessionId(f"S{number}"), place=Place(TEAM, ChannelId(f"C{number}")))


@on_one_database
@given(before=SESSIONS, after=SESSIONS)
async def test_any_session_comes_back_whether_added_or_saved(
    database: Database, before: Session, after: Session
) -> None:
    number = next(NUMBERS)
    before, after = placed(before, number), placed(after, number)
    async with database.transaction() as tx:
        await tx.sessions.add(before, ())
    found = await stored(database, before.id)
    assert found == before
    async with database.transaction() as tx:
        await tx.sessions.get(TEAM, before.id)
        await tx.sessions.save(replace(after, queued_after=before.id), ())
    found = await stored(database, before.id)

    assert found == replace(after, queued_after=before.id)
    # A word is equal to the enum it belongs to; as text they differ.
    assert repr(found) == repr(replace(after, queued_after=before.id))


@on_one_database
@given(facts=st.tuples(*(any_made(each) for each in get_args(Fact))), at=any_of(datetime))
async def test_every_kind_of_fact_comes_back(
    database: Database, facts: tuple[Fact, ...], at: datetime
) -> None:
    records = tuple(Record(number, at, fact) for number, fact in enumerate(facts, 1))
    plan = placed(a_plan().build(), next(NUMBERS))
    async with database.transaction() as tx:
        await tx.sessions.add(plan, records)
    found = await records_of(database, plan.id)

    assert found == records
    assert without_zones(found) == without_zones(records)


def without_zones(records: tuple[Record, ...]) -> str:
    """Records as text; Pydantic has a UTC of its own, equal to Python's."""
    return repr(records).replace("TzInfo(0)", "datetime.timezone.utc")


def without_two_places(sent: SentPost) -> SentPost:
    """A post whose message is known needs no target any more."""
    return replace(sent, target=None) if sent.ref else sent


@on_one_database
@given(sent=any_made(SentPost).map(without_two_places))
async def test_any_post_comes_back(database: Database, sent: SentPost) -> None:
    plan = placed(a_plan().build(), next(NUMBERS))
    async with database.transaction() as tx:
        await tx.sessions.add(plan, ())
    claims = await claim_all(database)
    await database.outbox.write(claims[plan.id], [sent], REAL_NOW)

    assert repr((await database.outbox.load(plan.id)).sent) == repr({sent.key: sent})


@on_one_database
@given(place=any_made(Place), settings=any_made(ChannelSettings))
async def test_any_channel_settings_come_back(
    database: Database, place: Place, settings: ChannelSettings
) -> None:
    async with database.transaction() as tx:
        await tx.channels.save_settings(place, settings)
        found = await tx.channels.settings(place)

    assert repr(found) == repr(settings)


async def test_moments_of_another_zone_come_back(database: Database) -> None:
    summer = datetime(2026, 7, 1, 12, 0, 0, 123_457, tzinfo=ZoneInfo("Asia/Kolkata"))
    await add(database, SessionBuilder(replace(a_plan().build(), planned_at=summer)))

    assert (await stored(database)).planned_at == summer
