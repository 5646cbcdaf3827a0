from hypothesis import given
from hypothesis import strategies as st

from bot.domain.state.goals import Goal, Goals, GoalState, OwnGoals
from bot.domain.state.identity import PersonId

states = st.none() | st.sampled_from(GoalState)
everybody = st.lists(st.lists(states, max_size=3), max_size=8).map(
    lambda people: Goals(
        asked=True,
        people=tuple(
            OwnGoals(
                person=PersonId(f"U{number}"),
                goals=tuple(Goal(text=f"Goal {at}", state=state) for at, state in enumerate(own)),
            )
            for number, own in enumerate(people)
        ),
    )
)


@given(everybody)
def test_the_counts_add_up(goals: Goals) -> None:
    counts = goals.counts
    every = [goal for each in goals.people for goal in each.goals]
    others = sum(goal.state in {None, GoalState.NOT_DONE} for goal in every)

    assert counts.done + counts.partly + others == counts.total == len(every)
