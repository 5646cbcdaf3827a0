"""Moves about goals: set one's own, say what became of them, share a win."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.rules.rights import require_joined
from bot.domain.state.agenda import Activity
from bot.domain.state.goals import Goal, Goals, GoalState, OwnGoals
from bot.domain.state.identity import PersonId
from bot.domain.state.refusals import NotNow, WrongInput
from bot.domain.state.session import LIVE, Moved, Session, require_state

MOST_GOALS = 3
LONGEST_GOAL = 150
LONGEST_WIN = 300
LISTING = frozenset({Activity.CHECK_IN, Activity.WINS})


def set_goals(session: Session, by: PersonId, texts: Sequence[str]) -> Moved:
    """Set one's own goals anew; what was said of a goal that stays is kept.

    Raises:
        WrongInput: there is no text, or more than three, or one is too long.
        NotNow: nobody is asked for goals in this session.
    """
    require_goals(session, by)
    wanted = dict.fromkeys(flat for text in texts if (flat := " ".join(text.split())))
    if not wanted:
        raise WrongInput("Say at least one thing that you want to get done.")
    if len(wanted) > MOST_GOALS:
        raise WrongInput(f"{MOST_GOALS} goals are the most. Choose what matters.")
    if any(len(text) > LONGEST_GOAL for text in wanted):
        raise WrongInput(f"Keep each goal under {LONGEST_GOAL} characters.")
    own = session.activities.goals.of(by)
    known = {goal.text: goal for goal in own.goals}
    goals = tuple(known.get(text) or Goal(text=text) for text in wanted)
    return _with(session, replace(own, goals=goals))


def tick_goals(session: Session, by: PersonId, states: Mapping[str, GoalState], win: str) -> Moved:
    """Say what became of one's own goals, by their texts, and share a win.

    A goal that is not there any more is passed over; one that nothing is said of, stays open.

    Raises:
        WrongInput: the win is too long.
        NotNow: nobody is asked for goals in this session.
    """
    require_goals(session, by)
    own = session.activities.goals.of(by)
    goals = tuple(replace(goal, state=states.get(goal.text)) for goal in own.goals)
    return _with(session, replace(own, goals=goals, win=_win(win)))


def share_win(session: Session, by: PersonId, win: str) -> Moved:
    """Share a win, in the place of the one before; an empty one takes it back.

    Raises:
        WrongInput: the win is too long.
        NotNow: nobody is asked for wins.
    """
    require_wins(session, by)
    return _with(session, replace(session.activities.goals.of(by), win=_win(win)))


def require_wins(session: Session, by: PersonId) -> None:
    """Refuse unless a person can share a win: from the first step for wins on."""
    require_state(session, *LIVE)
    require_joined(session, by, "share a win")
    if not any(item.activity is Activity.WINS and item.started_at for item in session.items):
        raise NotNow("Wins come later: there is a step for them.")


def require_goals(session: Session, by: PersonId) -> None:
    """Refuse unless a person can set goals now."""
    require_state(session, *LIVE)
    require_joined(session, by, "set your goals")
    if not session.activities.goals.asked:
        raise NotNow("Nobody is asked for goals in this session.")


def _win(words: str) -> str:
    win = " ".join(words.split())
    if len(win) > LONGEST_WIN:
        raise WrongInput(f"Keep the win under {LONGEST_WIN} characters.")
    return win


def _with(session: Session, own: OwnGoals) -> Moved:
    begun = tuple(item.id for item in session.items if item.activity in LISTING and item.started_at)
    own = replace(own, said_in=begun)
    people = {each.person: each for each in session.activities.goals.people} | {own.person: own}
    goals: Goals = replace(session.activities.goals, people=tuple(people.values()))
    return Moved(session.with_activity(goals))
