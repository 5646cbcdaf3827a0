"""Moves of small groups: split, split anew, come and go, bring back a result."""

from dataclasses import replace
from datetime import datetime

from bot.domain.moves.captures import capture
from bot.domain.rules.rights import require_joined, require_steerer
from bot.domain.rules.splitting import grouped
from bot.domain.state.agenda import MINUTE, Activity, AgendaItem, ItemState
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.facts import Captured, ResultsMissing
from bot.domain.state.groups import GROUP_SIZES, Breakouts, Group, GroupId, Split, group_name
from bot.domain.state.identity import ItemId, MessageRef, PersonId
from bot.domain.state.refusals import NotFound, NotNow, WrongInput
from bot.domain.state.session import (
    LIVE,
    Moved,
    Session,
    SessionState,
    require_current,
    require_state,
)

SPLIT_ANEW_FOR = 5 * MINUTE
MOST_SPLIT_ANEW = 2
LONGEST_RESULT = 1500


def break_out(session: Session, item: AgendaItem, now: datetime) -> Moved:
    """Let an item of groups begin; a split that is there already is kept."""
    if session.activities.breakouts.of(item.id) is not None:
        return regroup(session, item, now)
    return _split(session, item)


def regroup(session: Session, item: AgendaItem, _now: datetime) -> Moved:
    """Let those who have left go, those who came late in, and leave nobody alone.

    Who comes late goes into the smallest group, who is left alone on with the smallest other.
    """
    split = session.activities.breakouts.of(item.id)
    if split is None:
        return Moved(session)
    joined = tuple(each.person for each in session.participants.joined)
    for group in split.groups:
        here = tuple(person for person in group.members if person in joined)
        split = split.with_groups(replace(group, members=here))
    grouped_already = {person for group in split.groups for person in group.members}
    for person in joined:
        if person not in grouped_already:
            split = _with_late(split, person, session.activities.breakouts)
    return _with(session, session.activities.breakouts.with_split(_without_lone(split)))


def split_anew(
    session: Session, by: PersonId, seen: ItemId | None, size: int, now: datetime
) -> Moved:
    """Make other groups, perhaps of another size, as long as they have hardly begun.

    Raises:
        NotNow: they have worked for more than five minutes, or brought something back, or were
            split anew twice.
        AlreadyMoved: another item runs by now.
        WrongInput: no groups are made of this size.
    """
    item = require_splitting(session, by, seen, now)
    if size not in GROUP_SIZES:
        raise WrongInput("Choose pairs, or groups of 3 or 4.")
    resized = session.with_activity(replace(session.activities.breakouts, size=size))
    return _split(resized, item)


def require_splitting(
    session: Session, by: PersonId, seen: ItemId | None, now: datetime
) -> AgendaItem:
    """The item whose groups the person may split anew now."""
    require_state(session, SessionState.RUNNING)
    require_steerer(session, by)
    item = require_current(session, seen)
    if item.activity is not Activity.GROUPS:
        raise NotFound("This step has no groups.")
    if _has_results(session, item):
        raise NotNow("A group has brought a result back already, so the groups stay.")
    if not can_split_anew(session, item):
        raise NotNow("The groups were split anew twice, so they stay.")
    if now - (item.started_at or now) - item.paused_for > SPLIT_ANEW_FOR:
        raise NotNow("The groups have worked for more than five minutes, so they stay.")
    return item


def can_split_anew(session: Session, item: AgendaItem) -> bool:
    """Whether the groups of an item may still become others, if it is soon: each calls its people.

    They may not once a group has brought something back.
    """
    splits = session.activities.breakouts.all_of(item.id)
    return len(splits) <= MOST_SPLIT_ANEW and not _has_results(session, item)


def _has_results(session: Session, item: AgendaItem) -> bool:
    split = session.activities.breakouts.of(item.id)
    return split is not None and any(group.results for group in split.groups)


def bring_result(
    session: Session,
    group_id: GroupId | None,
    text: str,
    by: PersonId,
    now: datetime,
    source: MessageRef | None = None,
) -> Moved:
    """Keep what a group brings back as an output; without a group, for the one they are in.

    Raises:
        NotFound: there is no such group (any more).
        WrongInput: there is no text, or more than 1,500 characters of it.
    """
    require_state(session, *LIVE)
    require_joined(session, by, "work in a group")
    group = _group(session, group_id, by)
    said = text.strip()
    if not said:
        raise WrongInput("Add what your group brings back, such as `!result Version in the path`.")
    if len(said) > LONGEST_RESULT:
        raise WrongInput(f"Keep it under {LONGEST_RESULT:,} characters: one line others can use.")
    note = Note(kind=CaptureKind.OUTPUT, text=f"Group {group.name}: {said}", source=source)
    kept = capture(session, note, by, now)
    (captured,) = [each.fact for each in kept.records if isinstance(each.fact, Captured)]
    brought = replace(group, results=(*group.results, captured.capture))
    return kept.then(lambda after: _with_group(after, brought))


def ask_for_missing(session: Session, item: AgendaItem, now: datetime) -> Moved:
    """The groups' time is over: whoever leads is told which of them have brought nothing yet.

    They are not where the session closes with it, since nobody can bring anything back then.
    """
    split = session.activities.breakouts.of(item.id)
    if split is None or item.state is not ItemState.ENDED or session.closed_at is not None:
        return Moved(session)
    missing = tuple(group.name for group in split.working if not group.results)
    if not missing:
        return Moved(session)
    fact = ResultsMissing(item=item.id, groups=missing, asked=session.in_charge)
    return Moved(session).tell(now, fact)


def group_of(session: Session, person: PersonId) -> Group | None:
    """The group a person is in: of the item that runs, else of the last one that had groups."""
    item = session.current
    now = session.activities.breakouts.of(item.id) if item else None
    splits = [now] if now else list(session.activities.breakouts.splits[-1:])
    working = (group for split in splits for group in split.working)
    return next((group for group in working if person in group.members), None)


def _group(session: Session, group_id: GroupId | None, by: PersonId) -> Group:
    """The group that a result is for; one that was merged has become another."""
    found = session.activities.breakouts.group(group_id) if group_id else group_of(session, by)
    while found is not None and found.merged_into is not None:
        found = session.activities.breakouts.group(found.merged_into)
    split = session.activities.breakouts.split_with(found.id) if found else None
    if found is None or split is None:
        raise NotFound("You are in no group. Write it as `!output …` instead.")
    if not session.activities.breakouts.is_last(split):
        raise NotFound("The groups were split anew. Bring it back in your new group's thread.")
    return found


def _split(session: Session, item: AgendaItem) -> Moved:
    people = tuple(each.person for each in session.participants.joined)
    breakouts = session.activities.breakouts
    # One that was taken back, or is to come again, has not begun.
    begun = frozenset(each.id for each in session.items if each.started_at is not None)
    made = grouped(people, breakouts.size, breakouts.met_in(begun))
    groups = tuple(
        Group(id=GroupId(breakouts.next_id + place), name=group_name(place), members=members)
        for place, members in enumerate(made)
    )
    splits = (*breakouts.splits, Split(item=item.id, groups=groups))
    return _with(session, replace(breakouts, splits=splits))


def _with_late(split: Split, person: PersonId, breakouts: Breakouts) -> Split:
    """Let somebody into the smallest group; the last to come to one of double size are another."""
    smallest = min(split.working, key=lambda group: len(group.members), default=None)
    members = (*(smallest.members if smallest else ()), person)
    size = breakouts.size
    if smallest is not None and len(members) < 2 * size:
        return split.with_groups(replace(smallest, members=members))
    if smallest is not None:
        split = split.with_groups(replace(smallest, members=members[:-size]))
    other = Group(
        id=breakouts.with_split(split).next_id,
        name=group_name(len(split.groups)),
        members=members[-size:],
    )
    return replace(split, groups=(*split.groups, other))


def _without_lone(split: Split) -> Split:
    """Let whoever is alone in their group go on with the smallest other one."""
    for lone in split.working:
        others = [group for group in split.working if group.id != lone.id]
        if len(lone.members) > 1 or not others:
            continue
        host = min(others, key=lambda group: len(group.members))
        return _without_lone(
            split.with_groups(
                replace(lone, members=(), merged_into=host.id),
                replace(host, members=(*host.members, *lone.members)),
            )
        )
    return split


def _with_group(session: Session, changed: Group) -> Moved:
    split = session.activities.breakouts.split_with(changed.id)
    assert split is not None  # noqa: S101 - it was found there
    return _with(session, session.activities.breakouts.with_split(split.with_groups(changed)))


def _with(session: Session, breakouts: Breakouts) -> Moved:
    return Moved(session.with_activity(breakouts))
