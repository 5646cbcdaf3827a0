"""Who speaks, who has spoken, and who would like to."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NamedTuple

from bot.domain.state.agenda import NO_TIME
from bot.domain.state.identity import ItemId, PersonId

SHORTEST_TURN = timedelta(seconds=30)


class Hand(NamedTuple):
    """The latest news of a person's hand: up since `at`, or down since then.

    `at` is Slack's `event_ts`, a string that sorts by time: an event that arrives late must not
    undo a later one.
    """

    person: PersonId
    at: str
    up: bool = True


class Word(NamedTuple):
    """A person from the queue who was given the word while an item ran."""

    person: PersonId
    item: ItemId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One turn for everybody in an item: the first of `waiting` speaks now, `over` had theirs.

    `passed` are those who have let others go first; they can do that once.
    """

    item: ItemId
    waiting: tuple[PersonId, ...]
    over: tuple[PersonId, ...] = ()
    passed: tuple[PersonId, ...] = ()

    @property
    def speaker(self) -> PersonId | None:
        return next(iter(self.waiting), None)

    def time_per_turn(self, timebox: timedelta) -> timedelta:
        """How long each may speak, so that all have a turn within the item's timebox."""
        people = len(self.waiting) + len(self.over)
        return max(SHORTEST_TURN, timebox / people) if people else NO_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Who speaks, who has spoken, and who would like to.

    `spoken` holds a person once for each of their turns in the session, in order; `turn` goes up
    whenever somebody else speaks, so that a press meant for the one before is recognised.
    """

    turn: int = 0
    spoken: tuple[PersonId, ...] = ()
    rounds: tuple[Round, ...] = ()
    hands: tuple[Hand, ...] = ()
    word: Word | None = None

    def round_of(self, item: ItemId) -> Round | None:
        return next((each for each in self.rounds if each.item == item), None)

    def speaker_in(self, item: ItemId | None) -> PersonId | None:
        """Who speaks while an item runs: whoever's turn it is, or who was given the word."""
        going_round = self.round_of(item) if item is not None else None
        if going_round is not None and going_round.speaker is not None:
            return going_round.speaker
        return self.word.person if self.word and self.word.item == item else None

    @property
    def queue(self) -> tuple[PersonId, ...]:
        """Who wants to speak: those who have not yet come first, then by when they said so."""
        up = sorted((hand for hand in self.hands if hand.up), key=lambda hand: hand.at)
        return self.in_turn(tuple(hand.person for hand in up))

    def in_turn(self, people: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
        """People in their order, but those who have not spoken in this session first."""
        return tuple(sorted(people, key=lambda person: person in self.spoken))

    def with_turn_of(self, person: PersonId) -> "Speaking":
        """Somebody has had a turn, and so their hand is down."""
        return replace(self, spoken=(*self.spoken, person)).without_hands_of(frozenset({person}))

    def with_round(self, changed: Round) -> "Speaking":
        others = tuple(each for each in self.rounds if each.item != changed.item)
        return replace(self, rounds=(*others, changed))

    def with_hand(self, heard: Hand) -> "Speaking":
        """A hand as it was last heard of; nothing changes if something later was heard before."""
        known = next((each for each in self.hands if each.person == heard.person), None)
        if known is not None and (heard.at < known.at or heard.up == known.up):
            return self
        others = tuple(each for each in self.hands if each is not known)
        return replace(self, hands=(*others, heard))

    def without_hands_of(self, people: frozenset[PersonId]) -> "Speaking":
        """Nobody of these wants to speak any more."""
        hands = tuple(
            hand._replace(up=False) if hand.person in people else hand for hand in self.hands
        )
        return replace(self, hands=hands)


NO_SPEAKING = Speaking()
