"""The forms of ideas and votes."""

import re
from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Option,
    OptionGroup,
    PlainTextInputElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.adapters.slack.ideas.views import HIDDEN, WHO_SEES_IDEAS, rank_line
from bot.adapters.slack.kit.blocks import Block, section, small
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.kit.inputs import chosen, field_input, modal, option, person_input
from bot.adapters.slack.kit.malformed import number
from bot.adapters.slack.kit.text import escape, flat, plain, plural
from bot.adapters.slack.payloads.views import Form
from bot.domain.moves.idea_groups import LONGEST_GROUP_NAME
from bot.domain.moves.ideas import LONGEST_IDEA, MOST_AT_ONCE
from bot.domain.moves.votes import Ranked, ranking
from bot.domain.moves.winners import Winner, top
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.ideas import Choice, ChoiceId
from bot.domain.state.identity import ItemId, PersonId
from bot.domain.state.session import Session

# docs.slack.dev/reference/block-kit/composition-objects/option-group: in a menu or a group of it.
MOST_IDEAS_OFFERED = 100
# Five menus with all of these still fit into one form.
MOST_RANKED = 50
LONGEST_TYPED = MOST_AT_ONCE * (LONGEST_IDEA + 1)
ANONYMOUS, NAMED = "anonymous", "named"

OUTPUTS = (
    (Field.OUTPUT_1, Field.OWNER_1),
    (Field.OUTPUT_2, Field.OWNER_2),
    (Field.OUTPUT_3, Field.OWNER_3),
    (Field.OUTPUT_4, Field.OWNER_4),
    (Field.OUTPUT_5, Field.OWNER_5),
)


def add_idea_form(session: Session) -> View:
    """Ideas, one a line; it says who can see whose they are, and holds the bot to it."""
    anonymous = session.activities.board.anonymous
    promise = ANONYMOUS if anonymous else NAMED
    question = [section(escape(flat(session.outcome)))] if session.outcome else []
    return modal(
        ViewId.ADD_IDEA,
        title="Add an idea",
        submit="Add",
        metadata=Pressed(session.id, about=promise).encode(),
        blocks=[*question, _lines("Your ideas"), small(f"{HIDDEN} {WHO_SEES_IDEAS[anonymous]}")],
    )


def add_choices_form(session: Session) -> View:
    """What can be voted for, one a line."""
    return modal(
        ViewId.ADD_CHOICES,
        title="Add choices",
        submit="Add",
        metadata=Pressed(session.id).encode(),
        blocks=[_lines("What can be voted for")],
    )


def _lines(label: str) -> Block:
    return field_input(
        Field.IDEAS,
        label,
        PlainTextInputElement(
            action_id=ActionId.INPUT, multiline=True, max_length=min(LONGEST_TYPED, 3000)
        ),
        hint=f"One per line, at most {MOST_AT_ONCE} at once and {LONGEST_IDEA} characters each.",
        optional=False,
    )


def group_form(session: Session) -> View:
    """Ideas to pick, and a name for what they have in common."""
    board = session.activities.board
    names = {group.id: group.name for group in board.groups}
    options = [
        option(
            str(idea.number),
            f"{idea.number}. {plain(idea.text)}",
            f"In {plain(names[idea.group])}" if idea.group in names else "",
        )
        for idea in board.revealed
    ]
    name = PlainTextInputElement(action_id=ActionId.INPUT, max_length=LONGEST_GROUP_NAME)
    return modal(
        ViewId.GROUP_IDEAS,
        title="Group ideas",
        submit="Group",
        metadata=Pressed(session.id).encode(),
        blocks=[
            field_input(Field.PICKED_IDEAS, "Which ideas?", _menu(options), optional=False),
            field_input(
                Field.GROUP_NAME,
                "Name of the group",
                name,
                hint="A group counts as one choice in the vote. The name of a group that is there "
                "adds to it; without a name, the ideas leave their group.",
            ),
        ],
    )


def vote_form(session: Session, item: AgendaItem, person: PersonId) -> View:
    """One's own votes, and nobody else's."""
    board = session.activities.board
    options = [option(choice.id, _choice_label(choice)) for choice in board.choices]
    own = set(board.ballot(item.id).of(person))
    most = board.votes_each
    return modal(
        ViewId.VOTE,
        title="Vote",
        submit="Give my votes",
        metadata=Pressed(session.id, item.id).encode(),
        blocks=[
            field_input(
                Field.VOTES,
                f"Your {plural(most, 'vote')}",
                _menu(options, [each for each in options if each.value in own], most),
                hint="At most one for each choice. Leave it empty to take your votes back.",
            ),
            small(
                "Nobody sees who voted for what, and the ranks show when the vote closes. My "
                "database keeps your votes with your name so that you can change them; the moment "
                "the vote closes, the names are dropped. Where few people vote, others may guess "
                "all the same."
            ),
        ],
    )


def _choice_label(choice: Choice) -> str:
    if choice.group is None:
        return f"{choice.number}. {plain(choice.text)}"
    return f"{plain(choice.text)} ({plural(len(choice.ideas), 'idea')})"


def winners_form(session: Session, item_id: ItemId) -> View:
    """What becomes an output, and who takes it on; the top of the ranks is there already."""
    ranked = ranking(session.activities.board, item_id)[:MOST_RANKED]
    first = [each.choice.id for each in top(session, item_id)]
    options = [option(each.choice.id, _rank_label(each)) for each in ranked]
    rows = [
        block
        for number, (output, owner) in enumerate(OUTPUTS[: len(ranked)], 1)
        for block in (
            field_input(
                output,
                f"Output {number}",
                StaticSelectElement(
                    action_id=ActionId.INPUT,
                    options=options,
                    initial_option=chosen(options, first[number - 1])
                    if number <= len(first)
                    else None,
                ),
            ),
            field_input(owner, f"Who takes on output {number}?", person_input(None)),
        )
    ]
    return modal(
        ViewId.PICK_WINNERS,
        title="Pick the winners",
        submit="Keep as outputs",
        metadata=Pressed(session.id, item_id).encode(),
        blocks=[
            section("\n".join(rank_line(each) for each in ranked[: len(OUTPUTS)])),
            *rows,
            small("They stand in the recap. What was picked before is replaced."),
        ],
    )


def _rank_label(ranked: Ranked) -> str:
    votes = plural(ranked.votes, "vote")
    return f"{votes}: {plain(ranked.choice.text)}"


def _menu(
    options: Sequence[Option], initial: Sequence[Option] = (), most: int | None = None
) -> StaticMultiSelectElement:
    """A menu to choose several from; where there are many options, they stand in groups."""
    is_long = len(options) > MOST_IDEAS_OFFERED
    return StaticMultiSelectElement(
        action_id=ActionId.INPUT,
        options=None if is_long else list(options),
        option_groups=_in_groups(options) if is_long else None,
        initial_options=list(initial) or None,
        max_selected_items=most,
    )


def _in_groups(options: Sequence[Option]) -> list[OptionGroup]:
    parts = [
        options[at : at + MOST_IDEAS_OFFERED] for at in range(0, len(options), MOST_IDEAS_OFFERED)
    ]
    return [
        OptionGroup(label=f"Part {number} of {len(parts)}", options=list(part))
        for number, part in enumerate(parts, 1)
    ]


_LIST_MARK = re.compile(r"^\s*(?:[-*\u2022\u2013]\s+|\d{1,2}[.)]\s+)")


def read_ideas_form(form: Form) -> tuple[Pressed, tuple[str, ...]]:
    """What was written, one idea a line; marks of a list at its beginning are no part of it.

    It is shown to everybody later, perhaps without a name, so it must not ping anybody.
    """
    typed = form.text(Field.IDEAS).splitlines()
    lines = (plain(_LIST_MARK.sub("", line)) for line in typed)
    return Pressed.decode(form.metadata), tuple(line for line in lines if line)


def read_group_form(form: Form) -> tuple[Pressed, frozenset[int], str]:
    numbers = frozenset(
        number(each, Field.PICKED_IDEAS) for each in form.choices(Field.PICKED_IDEAS)
    )
    return Pressed.decode(form.metadata), numbers, plain(form.text(Field.GROUP_NAME))


def read_vote_form(form: Form) -> tuple[Pressed, tuple[ChoiceId, ...]]:
    choices = tuple(ChoiceId(value) for value in form.choices(Field.VOTES))
    return Pressed.decode(form.metadata), choices


def read_winners_form(form: Form) -> tuple[Pressed, tuple[Winner, ...]]:
    winners = tuple(
        Winner(choice=ChoiceId(choice), owner=form.person(owner))
        for output, owner in OUTPUTS
        if (choice := form.choice(output))
    )
    return Pressed.decode(form.metadata), winners
