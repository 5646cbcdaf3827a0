"""What is seen of ideas and votes: in the step's message, in batches, in the recap."""

from collections.abc import Mapping, Sequence

from bot.adapters.slack.kit.blocks import (
    Block,
    Rendered,
    button,
    rendered,
    section,
    sections,
    small,
)
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.kit.text import bold, mention, plural, spoken
from bot.application.posts.contents import IdeaBatch
from bot.domain.moves.idea_groups import can_group
from bot.domain.moves.ideas import NewIdea
from bot.domain.moves.votes import Ranked, is_closed, is_open, ranking, voted_of
from bot.domain.moves.winners import last_vote
from bot.domain.state.agenda import AgendaItem, ItemState
from bot.domain.state.ideas import Board, Choice, Idea
from bot.domain.state.session import Session

LONGEST_IDEA_SHOWN = 1000
LONGEST_CHOICE = 120
LONGEST_REMINDER = 300
MOST_LISTED = 30

WHO_SEES_IDEAS: Mapping[bool, str] = {
    True: "Anonymous: no name is kept with an idea, not even in my database. With few people, or "
    "by the way it is written, others may guess all the same.",
    False: "Your name stands with your idea once the ideas are shown.",
}
VOTE_CLOSED = "The vote is over. *Vote anew* (facilitator) begins it again, without any votes."
READ_AND_GROUP = "Read the ideas. Say here, by their numbers, which of them belong together."
HIDDEN = "Nobody sees an idea before the reveal."
HIDDEN_AGAIN = "Nobody sees a new idea before the next reveal."


def idea_batch(content: IdeaBatch) -> Rendered:
    """Revealed ideas, each with the number people can call it by.

    Where names are shown, this calls each author once, as their idea is read: Slack has no other
    way to show who somebody is, and the form has said that their name stands there.
    """
    first, last = content.first, content.last
    title = f"Ideas {first} to {last}, shuffled" if first < last else f"Idea {first}"
    known = {idea.number: idea for idea in content.session.activities.board.revealed}
    lines = [_idea_line(number, known.get(number)) for number in range(first, last + 1)]
    return rendered(title, [section(f"*{title}*"), *sections(lines)])


def _idea_line(number: int, idea: Idea | None) -> str:
    if idea is None:
        return f"*{number}.* (withdrawn)"
    author = f" · {mention(idea.author)}" if idea.author else ""
    return f"*{number}.* {spoken(idea.text, LONGEST_IDEA_SHOWN)}{author}"


def choice_text(choice: Choice, length: int = LONGEST_CHOICE) -> str:
    return spoken(choice.text, length)


def ideas_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """How many ideas there are; what they are is told by the reveal alone."""
    board = session.activities.board
    so_far = " so far" if item.state is ItemState.RUNNING else ""
    found = [f"{plural(len(board.ideas), 'idea')}{so_far}."] if board.ideas else []
    if board.revealed and board.hidden:
        wait = "waits" if len(board.hidden) == 1 else "wait"
        found.append(f"{len(board.hidden)} of them {wait} for the next reveal.")
    if item.state is ItemState.RUNNING:
        found += [HIDDEN_AGAIN if board.revealed else HIDDEN, NAMES[board.anonymous]]
    return [small(" ".join(found))] if found else []


NAMES: Mapping[bool, str] = {
    True: "No names are kept.",
    False: "Names stand with the ideas then.",
}


def ideas_buttons(session: Session, _item: AgendaItem) -> Mapping[ActionId, str]:
    board = session.activities.board
    found = {ActionId.ADD_IDEA: "Add an idea"}
    if board.hidden:
        found[ActionId.REVEAL_IDEAS] = "Reveal"
    if not board.ideas:
        names = ActionId.SHOW_NAMES if board.anonymous else ActionId.HIDE_NAMES
        found[names] = "Show names" if board.anonymous else "Hide names"
    return found | _grouping(board)


def vote_blocks(session: Session, item: AgendaItem) -> list[Block]:
    """What there is to vote for while the vote is open, then the ranks."""
    if is_open(session, item):
        return _open_vote(session, item)
    return _ranks(session, item) if is_closed(session, item) else []


def _open_vote(session: Session, item: AgendaItem) -> list[Block]:
    board = session.activities.board
    if not board.choices:
        return [small("There is nothing to vote for yet. The facilitator can press *Add choices*.")]
    voted, could = voted_of(session, item)
    lines = [_choice_line(choice) for choice in board.choices[:MOST_LISTED]]
    more = len(board.choices) - len(lines)
    return [
        *sections([*lines, *([f"… and {more} more in the form"] if more else [])]),
        small(
            f"{voted} of {could} have voted. {plural(board.votes_each, 'vote')} each, at most one "
            "for each choice. Who voted for what stays hidden, and the ranks until the vote closes."
        ),
    ]


def _choice_line(choice: Choice) -> str:
    if choice.group is None:
        return f"*{choice.number}.* {choice_text(choice)}"
    numbers = ", ".join(str(idea.number) for idea in choice.ideas)
    return f"{bold(choice.text)} (ideas {numbers})"


def _ranks(session: Session, item: AgendaItem) -> list[Block]:
    ranked = ranking(session.activities.board, item.id)
    voters = session.activities.board.ballot(item.id).count.voters
    if not ranked:
        return [small("The vote is closed. Nobody has voted.")]
    lines = [rank_line(each) for each in ranked[:MOST_LISTED]]
    more = len(ranked) - len(lines)
    return [
        *sections([*lines, *([f"… and {more} more with fewer votes"] if more else [])]),
        small(f"The vote is closed. {plural(voters, 'person has', 'people have')} voted."),
    ]


def rank_line(ranked: Ranked) -> str:
    """A rank, such as `2= Dark mode · 3 votes` for one that is shared."""
    mark = "=" if ranked.is_tie else "."
    return f"*{ranked.rank}{mark}* {choice_text(ranked.choice)} · {plural(ranked.votes, 'vote')}"


def vote_buttons(session: Session, item: AgendaItem) -> Mapping[ActionId, str]:
    board = session.activities.board
    if is_open(session, item):
        voting = {ActionId.VOTE: "Vote", ActionId.CLOSE_VOTE: "Close vote"}
        choices = {ActionId.ADD_CHOICES: "Add choices"}
        return (voting if board.choices else {}) | choices | _grouping(board)
    return winners_button(session) | {ActionId.VOTE_ANEW: "Vote anew"}


def later_buttons(session: Session, _item: AgendaItem) -> Mapping[ActionId, str]:
    """What is left to do with ideas and votes in the steps after them."""
    return _grouping(session.activities.board) | winners_button(session)


def _grouping(board: Board) -> dict[ActionId, str]:
    return {ActionId.GROUP_IDEAS: "Group ideas"} if can_group(board) else {}


def winners_button(session: Session) -> dict[ActionId, str]:
    """What is offered from the close of a vote on, to the end of the session."""
    return {ActionId.PICK_WINNERS: "Pick the winners"} if last_vote(session) else {}


def board_counts(board: Board) -> list[Block]:
    """How many ideas and votes there were, for the recap."""
    counts = [ballot.count for ballot in board.ballots if ballot.count.voters]
    found = [f"Ideas: {len(board.ideas)}"] if board.ideas else []
    for count in counts:
        votes = sum(each.votes for each in count.counts)
        people = plural(count.voters, "person", "people")
        found.append(f"votes: {votes} by {people}")
    return [small(" · ".join(found))] if found else []


def added(session: Session, new: Sequence[NewIdea], *, anonymous: bool) -> Rendered:
    """What somebody has added, with the buttons that take it back; nobody else gets these."""
    told = f"Added: {plural(len(new), 'idea')}. {HIDDEN} {NAMES[anonymous]}"
    return rendered(told, [section(told), *_withdrawable(session, new)])


def choices_added(session: Session, new: Sequence[NewIdea]) -> Rendered:
    told = f"Added: {plural(len(new), 'choice')}. Everybody can vote on them now."
    return rendered(told, [section(told), *_withdrawable(session, new)])


def _withdrawable(session: Session, new: Sequence[NewIdea]) -> list[Block]:
    lines: list[Block] = [
        section(
            spoken(each.text, LONGEST_REMINDER),
            button("Withdraw", ActionId.WITHDRAW_IDEA, Pressed(session.id, about=each.secret)),
        )
        for each in new
    ]
    return [*lines, small("Only you see this, and Slack forgets it when you reload.")]


def withdrawn() -> Rendered:
    return rendered("Withdrawn. The idea is gone, from my database too.")


def names_kept(*, anonymous: bool) -> Rendered:
    return rendered(
        "From now on no name is kept with an idea."
        if anonymous
        else "From now on names stand with the ideas once they are shown."
    )


def voted(session: Session, count: int) -> Rendered:
    """What somebody is told once their votes are in."""
    most = session.activities.board.votes_each
    if not count:
        return rendered("You have taken your votes back.")
    return rendered(
        f"{plural(count, 'vote')} of your {most} given. Press Vote again to change them, "
        "until the vote closes."
    )


def winners_picked(count: int) -> Rendered:
    return rendered(f"Kept for the recap: {plural(count, 'output')}.")


def grouped(name: str) -> Rendered:
    if not name:
        return rendered("These ideas stand for themselves again.")
    return rendered(f"Grouped: {spoken(name, LONGEST_CHOICE)}.")
