"""The recap of a session: what came out of it, page by page.

It names who said each thing, and who owns each action; those people are told of the recap by it,
which is meant: it is about their words. It never holds more than Slack takes: where people wrote
more than fits, the longest texts are shortened.
"""

from collections.abc import Iterable
from itertools import groupby

from bot.adapters.slack.check.views import shift_blocks
from bot.adapters.slack.goals.views import counts_text, wins_list
from bot.adapters.slack.ideas.views import board_counts
from bot.adapters.slack.kit.agenda import joined, title_of
from bot.adapters.slack.kit.blocks import (
    Block,
    Rendered,
    button,
    headline,
    rendered,
    row,
    section,
    sections,
    small,
)
from bot.adapters.slack.kit.headings import measure, title_text
from bot.adapters.slack.kit.ids import ActionId, Pressed
from bot.adapters.slack.kit.text import cut, link, linked, mention, minutes_text, permalink, plural
from bot.adapters.slack.kit.words import KIND_NOUNS, results
from bot.application.posts.contents import RecapPage
from bot.domain.rules.recap import Recap
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.captures import Capture
from bot.domain.state.identity import MessageRef
from bot.domain.state.session import Session

# Slack takes about 13,200 characters in one message (github.com/slackapi/bolt-js/issues/2509).
LONGEST_MESSAGE = 12_800
SHORTEST_CAPTURE = 100
LONGEST_CAPTURE_SHOWN = 2800
LONGEST_NOTE_SHOWN = 2000
LONGEST_STEPS = 500
LONGEST_LINK = 1000


def recap_page(content: RecapPage, workspace_url: str, card: MessageRef | None) -> Rendered:
    if content.number > 1:
        text = f"Recap, page {content.number} of {content.of}"
        before: list[Block] = [headline(text)]
        after: list[Block] = []
    else:
        text = f"Recap: {title_text(content.recap.session)}. {_result(content.recap)}"
        before = _opening(content.recap)
        more = f"{plural(content.of - 1, 'more page')} in the thread" if content.of > 1 else ""
        thread = link(permalink(workspace_url, card), "Open the thread") if card else ""
        after = _ending(content.recap, joined(more, thread))
    room = LONGEST_MESSAGE - sum(len(str(block)) for block in (*before, *after))
    return rendered(text, [*before, *_captures(content, workspace_url, room), *after])


def recap_taken_back() -> Rendered:
    return rendered(
        "The session was reopened, so this recap was taken back. A new one follows at the close."
    )


def _opening(recap: Recap) -> list[Block]:
    return [
        headline(f"Recap: {recap.session.outcome or 'work session'}"),
        section(_result(recap)),
        *measure(recap.session),
        *_note(recap),
    ]


def _ending(recap: Recap, where: str) -> list[Block]:
    facts = joined(_times(recap), _people(recap), where)
    return [
        *_goals(recap),
        *shift_blocks(recap.session.activities.quiz),
        *_steps(recap),
        *board_counts(recap.session.activities.board),
        small(facts),
        *_rating(recap),
    ]


def _result(recap: Recap) -> str:
    session = recap.session
    result = results(session)[session.result].lower() if session.result else "not rated"
    shown = cut(link(session.result_link, "open the result"), LONGEST_LINK)
    return joined(f"*Outcome: {result}*", shown if session.result_link else "")


def _note(recap: Recap) -> list[Block]:
    note = recap.session.note.strip()
    return [section(cut(linked(note), LONGEST_NOTE_SHOWN))] if note else []


def _captures(content: RecapPage, workspace_url: str, room: int) -> list[Block]:
    captures, session = content.captures, content.recap.session
    endings = [_ending_of(each, session, workspace_url) for each in captures]
    texts = _fitting([linked(each.text) for each in captures], room - len("".join(endings)))
    listed = zip(captures, texts, endings, strict=True)
    return [
        block
        for kind, group in groupby(listed, key=lambda each: each[0].kind)
        for block in sections(
            [f"*{KIND_NOUNS[kind].heading}*", *(f"• {text}{ending}" for _, text, ending in group)]
        )
    ]


def _fitting(texts: list[str], room: int) -> list[str]:
    """Shorten the longest texts so far that all of them together have room."""
    longest = LONGEST_CAPTURE_SHOWN
    while longest > SHORTEST_CAPTURE and sum(min(len(text), longest) for text in texts) > room:
        longest = longest * 9 // 10
    return [cut(text, longest).replace("\n", "\n   ") for text in texts]


def _ending_of(capture: Capture, session: Session, workspace_url: str) -> str:
    """Where it comes from and whose it is."""
    said = joined(_groups_step(capture, session), _people_of(capture, session))
    return (f" · {said}" if said else "") + _source(capture, workspace_url)


def _groups_step(capture: Capture, session: Session) -> str:
    """The step of a small group's result, where there were groups of the same names in others."""
    breakouts = session.activities.breakouts
    item = session.item(capture.item) if capture.item else None
    several = len({split.item for split in breakouts.splits}) > 1
    return title_of(item) if item and several and capture.id in breakouts.results else ""


def _people_of(capture: Capture, session: Session) -> str:
    """Who owns it, unless the text says so already, and who said it.

    What was voted for is nobody's own word, and who is alone knows who said it.
    """
    owner = mention(capture.owner) if capture.owner else ""
    owned = f"for {owner}" if owner and owner not in capture.text else ""
    if capture.id in session.activities.board.outputs or session.place.is_direct:
        return owned
    said_by = f"by {mention(capture.by)}"
    return f"{owned}, {said_by}" if owned else said_by


def _source(capture: Capture, workspace_url: str) -> str:
    if capture.source is None:
        return ""
    return f" ({link(permalink(workspace_url, capture.source), 'from the thread')})"


def _goals(recap: Recap) -> list[Block]:
    """How many goals were reached, and the wins that people shared."""
    goals = recap.session.activities.goals
    counts = counts_text(goals)
    return [*([section(counts)] if counts else []), *wins_list(goals)]


def _steps(recap: Recap) -> list[Block]:
    lines = (
        _named("Done", recap.done_items),
        _named("Still open", recap.open_items),
        _named("Parked", recap.parked_items),
    )
    return [section("\n".join(line for line in lines if line))] if any(lines) else []


def _named(label: str, items: Iterable[AgendaItem]) -> str:
    names = ", ".join(title_of(item) for item in items)
    return f"*{label}:* {cut(names, LONGEST_STEPS)}" if names else ""


def _times(recap: Recap) -> str:
    times = f"Planned {minutes_text(recap.planned)}, took {minutes_text(recap.actual)}"
    return joined(times, "closed automatically with what was there" if recap.automatic else "")


def _people(recap: Recap) -> str:
    if recap.session.place.is_direct:
        return ""
    watched = f", {recap.observed} watched" if recap.observed else ""
    return f"{recap.took_part} took part{watched}"


def _rating(recap: Recap) -> list[Block]:
    if recap.session.is_rehearsal:
        return []
    pressed = Pressed(recap.session.id)
    reopen = [button("Reopen", ActionId.REOPEN, pressed)] if recap.session.reopening else []
    if recap.session.place.is_direct:
        return [row(*reopen)] if reopen else []
    buttons = row(
        button("👍 Worth it", ActionId.WORTH_IT, pressed),
        button("👎 Not this time", ActionId.NOT_WORTH_IT, pressed),
        *reopen,
    )
    if not recap.rated:
        return [small("Was it worth the time?"), buttons]
    say = "says" if recap.worth_it == 1 else "say"
    share = f"{recap.worth_it} of {recap.rated} who answered {say} it was worth the time"
    return [small(share), buttons]
