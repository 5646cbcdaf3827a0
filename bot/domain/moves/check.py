"""Moves of the check: say how sure one is; the close tells the group's shift."""

from dataclasses import replace

from bot.domain.rules.rights import require_joined
from bot.domain.state.agenda import Activity, AgendaItem
from bot.domain.state.check import FEWEST_TO_SHOW, LEVELS, GroupShift, Quiz, Shift, SureAnswer
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.refusals import NotNow, WrongInput
from bot.domain.state.session import LIVE, Moved, Session, require_state


def questions_of(session: Session, item: AgendaItem) -> tuple[str, ...]:
    """What a check asks: the questions of its format, or else its own title."""
    return session.activities.quiz.questions or (item.title,)


def answer(session: Session, by: PersonId, about: ItemId | None, levels: tuple[int, ...]) -> Moved:
    """Say how sure one is (1 to 5 for each question); the last word counts.

    Raises:
        NotNow: this check is over, or has not begun.
        WrongInput: not every question has its level.
    """
    require_state(session, *LIVE)
    require_joined(session, by, "answer")
    item = require_check(session, about)
    if len(levels) != len(questions_of(session, item)) or not set(levels) <= set(LEVELS):
        raise WrongInput("Choose a number from 1 to 5 for each question.")
    others = tuple(
        each
        for each in session.activities.quiz.answers
        if (each.item, each.person) != (item.id, by)
    )
    said = SureAnswer(item=item.id, person=by, levels=levels)
    return Moved(session.with_activity(replace(session.activities.quiz, answers=(*others, said))))


def require_check(session: Session, about: ItemId | None) -> AgendaItem:
    """The check that a person saw, as long as it runs."""
    item = session.current
    if item is None or item.id != about or item.activity is not Activity.QUIZ:
        raise NotNow("This check is over. Thank you all the same.")
    return item


def told_shift(session: Session) -> Quiz:
    """What the quiz is once the session closes: with the shift that the recap tells.

    The first check that was answered is the one before, the last is the one after. What an earlier
    close has told changes only if so many more people answered both that it tells of nobody alone.
    """
    quiz = session.activities.quiz
    checks = [item for item in session.items if quiz.answers_in(item.id)]
    known = quiz.result
    if len(checks) < 2:
        return quiz
    shift = _shift(session, checks[0], checks[-1])
    if known is not None and (shift.people or 0) < (known.people or 0) + FEWEST_TO_SHOW:
        return quiz
    return replace(quiz, result=shift)


def _shift(session: Session, first: AgendaItem, last: AgendaItem) -> GroupShift:
    before = {each.person: each.levels for each in session.activities.quiz.answers_in(first.id)}
    after = {each.person: each.levels for each in session.activities.quiz.answers_in(last.id)}
    both = [person for person in before if person in after]
    if len(both) < FEWEST_TO_SHOW:
        return GroupShift(people=None)
    shifts = tuple(
        Shift(
            question=question,
            before=sum(before[person][place] for person in both) / len(both),
            after=sum(after[person][place] for person in both) / len(both),
        )
        for place, question in enumerate(questions_of(session, first))
    )
    return GroupShift(people=len(both), shifts=shifts)
