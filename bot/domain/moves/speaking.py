"""Moves of speaking: one turn each in a round, a queue for everything else."""

from dataclasses import replace
from datetime import datetime

from bot.domain.rules.rights import require_joined, steers
from bot.domain.state.agenda import Activity, AgendaItem
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import AlreadyMoved, NotAllowed, NotNow
from bot.domain.state.session import LIVE, Moved, Session, require_state
from bot.domain.state.speaking import Hand, Round, Speaking, Word


def line_up(session: Session, item: AgendaItem, now: datetime) -> Moved:
    """Let a round begin: who has not spoken in this session comes first, then who came first.

    A round in which somebody has spoken already goes on where it was.
    """
    known = session.activities.speaking.round_of(item.id)
    if known is not None and known.over:
        return keep_line(session, item, now)
    people = tuple(each.person for each in session.participants.joined)
    begun = Round(item=item.id, waiting=session.activities.speaking.in_turn(people))
    return _turned(session, session.activities.speaking.with_round(begun))


def keep_line(session: Session, item: AgendaItem, _now: datetime) -> Moved:
    """Take those who have left out of a round, and let those who came late in at its end."""
    known = session.activities.speaking.round_of(item.id)
    if known is None:
        return Moved(session)
    joined = tuple(each.person for each in session.participants.joined)
    late = tuple(each for each in joined if each not in (*known.waiting, *known.over))
    here = tuple(each for each in known.waiting if each in joined)
    kept = replace(known, waiting=(*here, *late))
    speaking = session.activities.speaking.with_round(kept)
    return (_turned if kept.speaker != known.speaker else _speaking)(session, speaking)


def next_speaker(session: Session, by: PersonId, seen: int) -> Moved:
    """Give the word to whoever is next; `seen` is the turn that the person saw.

    Raises:
        NotAllowed: it is neither theirs to lead nor to speak.
        AlreadyMoved: somebody else speaks by now.
        NotNow: nobody is next.
    """
    require_state(session, *LIVE)
    require_joined(session, by, "speak")
    _require_turn(session, seen)
    speaking, item = session.activities.speaking, session.current
    speaker = speaking.speaker_in(item.id if item else None)
    if by != speaker and not steers(session, by):
        raise NotAllowed("Only whoever speaks, leads or keeps the time can pass the word on.")
    going_round = _round_now(session)
    if going_round is not None and going_round.waiting:
        after = _after_turn(going_round, going_round.waiting[0])
        return _turned(session, speaking.with_round(after).with_turn_of(after.over[-1]))
    if not speaking.queue:
        raise NotNow("Nobody is waiting to speak. Type `!queue` to be next.")
    person = speaking.queue[0]
    given = replace(speaking, word=Word(person, item.id if item else None))
    return _turned(session, given.with_turn_of(person))


def pass_turn(session: Session, by: PersonId, seen: int) -> Moved:
    """Let the others in a round go first; whoever passes again then does not speak in it.

    Raises:
        AlreadyMoved: somebody else speaks by now, or the person comes at the end already.
        NotNow: no round runs, or the person has had their turn in it.
    """
    require_state(session, *LIVE)
    require_joined(session, by, "speak")
    _require_turn(session, seen)
    going_round = _round_now(session)
    if going_round is None or by not in going_round.waiting:
        raise NotNow("You have had your turn. Type `!queue` if you would like another.")
    speaks, has_passed = by == going_round.speaker, by in going_round.passed
    if has_passed and not speaks:
        raise AlreadyMoved("You come at the end already. Press Pass again when it is your turn.")
    others = tuple(each for each in going_round.waiting if each != by)
    if has_passed or not others:
        over = session.activities.speaking.with_round(_after_turn(going_round, by))
        return _turned(session, over.with_turn_of(by))
    later = replace(going_round, waiting=(*others, by), passed=(*going_round.passed, by))
    # What the speaker presses still counts when somebody else lets others go first.
    return (_turned if speaks else _speaking)(
        session, session.activities.speaking.with_round(later)
    )


def queue_up(session: Session, by: PersonId, at: str) -> Moved:
    """Ask to speak, or take that back; `at` is Slack's `event_ts`, which sorts by time."""
    return raise_hand(session, by, at, up=by not in session.activities.speaking.queue)


def raise_hand(session: Session, by: PersonId, at: str, *, up: bool) -> Moved:
    """Ask to speak (`up`), or take that back; the same again changes nothing."""
    require_state(session, *LIVE)
    if up:
        require_joined(session, by, "speak")
    return _speaking(session, session.activities.speaking.with_hand(Hand(by, at, up)))


def lower_hands(session: Session) -> Moved:
    """Those who have left neither want to speak any more nor have the word."""
    joined = frozenset(each.person for each in session.participants.joined)
    speaking = session.activities.speaking
    if speaking.word is not None and speaking.word.person not in joined:
        return _turned(session, replace(speaking, word=None)).then(lower_hands)
    gone = frozenset(speaking.queue) - joined
    return _speaking(session, speaking.without_hands_of(gone)) if gone else Moved(session)


def _after_turn(going_round: Round, person: PersonId) -> Round:
    """The round once a person does not wait any more."""
    others = tuple(each for each in going_round.waiting if each != person)
    return replace(going_round, waiting=others, over=(*going_round.over, person))


def _round_now(session: Session) -> Round | None:
    item = session.current
    if item is None or item.activity is not Activity.ROUND:
        return None
    return session.activities.speaking.round_of(item.id)


def _require_turn(session: Session, seen: int) -> None:
    if seen == session.activities.speaking.turn:
        return
    item = session.current
    speaker = session.activities.speaking.speaker_in(item.id if item else None)
    if speaker is None:
        raise AlreadyMoved("Somebody was quicker. The card shows how things stand.")
    raise AlreadyMoved("Already moved on: {speaker} speaks now.", speaker=speaker)


def _speaking(session: Session, speaking: Speaking) -> Moved:
    return Moved(session.with_activity(speaking))


def _turned(session: Session, speaking: Speaking) -> Moved:
    """Somebody else speaks, or may: what was pressed before does not count any more."""
    return _speaking(session, replace(speaking, turn=session.activities.speaking.turn + 1))
