"""Moves about thoughts: park one, hand all of them back, forget what was handed back."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain.rules.rights import require_joined
from bot.domain.state.facts import ThoughtsHandedBack
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import NotNow, WrongInput
from bot.domain.state.session import LIVE, Moved, Session, require_state
from bot.domain.state.thoughts import Thought, ThoughtId

LONGEST_THOUGHT = 300
MOST_WAITING = 50
MOST_IN_A_NOTE = 5


def park_thought(session: Session, by: PersonId, text: str, now: datetime) -> Moved:
    """Keep a thought for whoever had it, until the next break or the close.

    Raises:
        WrongInput: there is no text, or too much of it.
        NotNow: too many thoughts of theirs wait already.
    """
    require_state(session, *LIVE)
    require_joined(session, by, "park a thought")
    thought = " ".join(text.split())
    if not thought:
        raise WrongInput("Add what you want to think of later, such as `!later call the bank`.")
    if len(thought) > LONGEST_THOUGHT:
        raise WrongInput(f"Keep it under {LONGEST_THOUGHT} characters; a few words will do.")
    thoughts = session.activities.thoughts
    if len(thoughts.waiting(by)) >= MOST_WAITING:
        raise NotNow(f"{MOST_WAITING} of your thoughts wait already. Take a break first.")
    new = Thought(id=ThoughtId(thoughts.last + 1), person=by, text=thought, at=now)
    return Moved(session.with_activity(replace(thoughts, kept=(*thoughts.kept, new), last=new.id)))


def hand_back(session: Session, now: datetime) -> Moved:
    """Give everybody the thoughts back that they parked, each of them once."""
    thoughts = session.activities.thoughts
    people = dict.fromkeys(each.person for each in thoughts.kept if not each.handed_back)
    facts = [
        ThoughtsHandedBack(asked=person, thoughts=ids[first : first + MOST_IN_A_NOTE])
        for person in people
        if (ids := tuple(each.id for each in thoughts.waiting(person)))
        for first in range(0, len(ids), MOST_IN_A_NOTE)
    ]
    if not facts:
        return Moved(session)
    kept = tuple(replace(each, handed_back=True) for each in thoughts.kept)
    return Moved(session.with_activity(replace(thoughts, kept=kept))).tell(now, *facts)


def forget(session: Session, told: Collection[ThoughtId]) -> Moved:
    """Drop thoughts that their owners have read."""
    kept = tuple(each for each in session.activities.thoughts.kept if each.id not in told)
    return Moved(session.with_activity(replace(session.activities.thoughts, kept=kept)))
