"""Sample sessions for tests, made by the real moves: `a_session().running(step=2).build()`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Self

from bot.domain.moves import captures, clock, close, goals, people, start, thoughts, time
from bot.domain.moves.close import Verdict
from bot.domain.state.activities import Activities
from bot.domain.state.agenda import Activity, DoneMark, Owner, PlannedItem
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.facts import Loss, Posting, Record
from bot.domain.state.formats import Advance, Role
from bot.domain.state.goals import Goals, GoalState
from bot.domain.state.identity import (
    ChannelId,
    ItemId,
    MessageRef,
    PersonId,
    Place,
    SessionId,
    TeamId,
)
from bot.domain.state.session import USUAL_DONE_REACTIONS, Moved, Result, Session, agenda_of
from bot.domain.state.thoughts import Thoughts

ANA, BEN, CARA, DAN = (PersonId(name) for name in ("U0ANA", "U0BEN", "U0CARA", "U0DAN"))
PLACE = Place(TeamId("T0TEAM"), ChannelId("C0TEAM"))
DIRECT = Place(PLACE.team, ChannelId("D0ANA"))
ZONE = "Europe/London"
START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CARD = MessageRef(PLACE.channel, "1795428000.000100")
THREAD_MESSAGE = MessageRef(PLACE.channel, "1795428060.000200", CARD.ts)
OTHER_MESSAGE = MessageRef(PLACE.channel, "1795428120.000300", CARD.ts)
WORKSPACE_URL = "https://acme.slack.com/"
OUTCOME = "Draft of the API spec"


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def at(minute: float) -> datetime:
    """The moment so many minutes after the start."""
    return START + minutes(minute)


def an_item(
    title: str,
    length: float = 10,
    activity: Activity = Activity.WORK,
    owner: Owner | None = None,
) -> PlannedItem:
    return PlannedItem(title=title, timebox=minutes(length), activity=activity, owner=owner)


PLAN = (
    an_item("Check-in", 5, Activity.CHECK_IN),
    an_item("Draft", 25, owner=Owner(person=BEN)),
    an_item("Break", 5, Activity.BREAK),
    an_item("Review", 15, owner=Owner(name="the API group")),
    an_item("Wins", 10, Activity.WINS),
)


@dataclass
class SessionBuilder:
    """A session in the making; every method but `build` gives the builder back."""

    session: Session
    records: list[Record] = field(default_factory=list)
    now: datetime = START

    def build(self) -> Session:
        return self.session

    def after(self, minute: float) -> Self:
        """Let the time of the next move be so many minutes after the start."""
        self.now = at(minute)
        return self

    def started(self) -> Self:
        return self._make(lambda session, now: start.start(session, ANA, now))

    def running(self) -> Self:
        """Started by Ana, with Ben and Cara in it."""
        self.started()
        for person in (BEN, CARA):
            self._keep(people.join(self.session, person, self.now))
        return self

    def to_step(self, step: int) -> Self:
        """Moved on by hand until a step runs."""
        while self._seen() != step:
            self._next()
        return self

    def through(self) -> Self:
        while self.session.current is not None:
            self._next()
        return self

    def skipped(self) -> Self:
        return self._make(lambda session, now: time.skip(session, ANA, self._seen(), now))

    def gone_back(self) -> Self:
        return self._make(lambda session, now: time.go_back(session, ANA, self._seen(), now))

    def paused(self) -> Self:
        return self._make(lambda session, now: time.pause(session, ANA, self._seen(), now))

    def resumed(self) -> Self:
        return self._make(lambda session, now: time.resume(session, ANA, self._seen(), now))

    def extended(self) -> Self:
        return self._make(lambda session, now: time.extend(session, ANA, self._seen(), now))

    def lost(self, loss: Loss = Loss.ARCHIVED) -> Self:
        """The channel cannot be written to any more."""
        return self._make(lambda session, now: time.halt(session, loss, now))

    def away_since(self, minute: float) -> Self:
        """The bot has been away since so many minutes after the start."""
        self.session = replace(self.session, away_since=at(minute))
        return self

    def ticked(self, step: int, by: Sequence[PersonId] = (BEN,)) -> Self:
        for person in by:
            mark = DoneMark(person, USUAL_DONE_REACTIONS[0])
            self._keep(captures.tick(self.session, ItemId(step), mark, self.now))
        return self

    def left_by(self, *who: PersonId) -> Self:
        for person in who:
            self._keep(people.leave(self.session, person, self.now))
        return self

    def joined_by(self, person: PersonId) -> Self:
        return self._make(lambda session, now: people.join(session, person, now))

    def watched_by(self, person: PersonId) -> Self:
        return self._make(lambda session, now: people.observe(session, person, now))

    def captured(
        self,
        kind: CaptureKind,
        text: str,
        owner: PersonId | None = None,
        source: MessageRef | None = None,
    ) -> Self:
        kept = Note(kind=kind, text=text, owner=owner, source=source)
        return self._make(lambda session, now: captures.capture(session, kept, BEN, now))

    def waited_until(self, minute: float) -> Self:
        """Let time pass without anybody doing anything."""
        self.now = at(minute)
        return self._make(clock.advance)

    def goals_set(self, person: PersonId, *texts: str) -> Self:
        return self._keep(goals.set_goals(self.session, person, texts))

    def goals_ticked(
        self, person: PersonId, states: Mapping[str, GoalState], win: str = ""
    ) -> Self:
        return self._keep(goals.tick_goals(self.session, person, states, win))

    def parked(self, person: PersonId, *texts: str) -> Self:
        for each in texts:
            self._keep(thoughts.park_thought(self.session, person, each, self.now))
        return self

    def closed(self, verdict: Verdict | None = None) -> Self:
        said = verdict or Verdict(result=Result.MET)
        return self._make(lambda session, now: close.close(session, ANA, said, now))

    def rated(self, worth_it: Mapping[PersonId, bool]) -> Self:
        for person, said in worth_it.items():
            self._keep(people.rate(self.session, person, worth_it=said))
        return self

    def moved(self, move: Callable[[Session, datetime], Moved]) -> Self:
        """Any other move."""
        return self._make(move)

    def _next(self) -> None:
        self._make(lambda session, now: time.move_on(session, ANA, self._seen(), now))

    def _seen(self) -> ItemId | None:
        current = self.session.current
        return current.id if current else None

    def _make(self, move: Callable[[Session, datetime], Moved]) -> Self:
        return self._keep(move(self.session, self.now))

    def _keep(self, moved: Moved) -> Self:
        self.session = moved.session
        self.records.extend(moved.records)
        return self


def a_session(
    plan: Sequence[PlannedItem] = PLAN,
    *,
    outcome: str = OUTCOME,
    measure: str = "two reviewers say yes",
    advance: Advance = Advance.AUTO,
    posting: Posting = Posting.THREAD,
    roles: Sequence[Role] = tuple(Role),
) -> SessionBuilder:
    """A session that Ana planned; no move was made yet."""
    session = Session(
        id=SessionId("S1"),
        place=PLACE,
        format="team",
        outcome=outcome,
        measure=measure,
        slot=minutes(60),
        advance=advance,
        posting=posting,
        roles=tuple(roles),
        zone=ZONE,
        planned_by=ANA,
        planned_at=START,
        items=agenda_of(tuple(plan)),
    )
    return SessionBuilder(session)


def a_session_with_goals(posting: Posting = Posting.THREAD) -> SessionBuilder:
    """A session in which people are asked for goals, and can park thoughts."""
    asked = replace(
        a_session(posting=posting).build(),
        activities=Activities(goals=Goals(asked=True), thoughts=Thoughts(offered=True)),
    )
    return SessionBuilder(asked)


def a_session_alone() -> SessionBuilder:
    """Ana's own session, in her direct messages with the bot."""
    return SessionBuilder(replace(a_session_with_goals().build(), place=DIRECT, roles=()))


def a_long_session() -> SessionBuilder:
    """Sixty items with the longest titles there are."""
    return a_session(tuple(an_item(f"{n} " + "x" * 146, 8) for n in range(1, 61)))
