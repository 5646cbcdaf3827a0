"""The days of a workshop: the recap of a day in the evening, and the call back in the morning.

Like the recap of a session they name who owns each action; those people are told by it, which is
meant: it is about what they took on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.adapters.slack.kit.agenda import agenda_lines_of, joined, title_of
from bot.adapters.slack.kit.blocks import Block, Rendered, rendered, section, sections, small
from bot.adapters.slack.kit.headings import step_text, title_text
from bot.adapters.slack.kit.text import cut, day_and_clock, flat, linked, mention
from bot.adapters.slack.kit.words import KIND_NOUNS, captured_counts
from bot.application.posts.contents import Evening, Morning
from bot.domain.rules.days import Day, day_after, day_before, days
from bot.domain.state.agenda import AgendaItem, ItemState
from bot.domain.state.captures import Capture, CaptureKind
from bot.domain.state.session import Session

MOST_CAPTURES = 8
LONGEST_CAPTURE_OF_DAY = 300
LONGEST_STEPS_OF_DAY = 500


def night_border(content: Evening | Morning) -> Rendered:
    """The message at either end of a night."""
    return evening(content) if isinstance(content, Evening) else morning(content)


def evening(content: Evening) -> Rendered:
    """What was done on a day, what is open, and when we go on."""
    session, night = content.session, content.item
    day = day_before(session, night)
    became = "goes on" if night.state is ItemState.PENDING else "is over"
    over = joined(f"Day {day.number} of {day.of} {became}", title_text(session))
    goes_on = GOES_ON[night.state](session, night)
    counts = captured_counts(day.captures)
    return rendered(
        f"{over}. {goes_on}",
        [
            section(f"🌙 *{over}*\n{goes_on}"),
            *_steps(("Done", day.done), ("Still open", day.open)),
            *_captures(day.kept(CaptureKind.DECISION), CaptureKind.DECISION),
            *_captures(day.kept(CaptureKind.ACTION), CaptureKind.ACTION),
            small(joined(f"Captured today: {counts}" if counts else "", "Thank you for today.")),
        ],
    )


def morning(content: Morning) -> Rendered:
    """What comes today, what is open from before, and the call back."""
    session, night = content.session, content.item
    day = day_after(session, night)
    begins = joined(f"Day {day.number} of {day.of} begins", title_text(session))
    greeting = f"{_greeting(night)} {step_text(session)}"
    past = [each for each in days(session) if each.number < day.number]
    return rendered(
        f"{begins}. {greeting}",
        [
            section(f"☀️ *{begins}*\n{greeting}"),
            *sections(["*Today*", *agenda_lines_of(session, day.items)]),
            *_steps(
                ("Still open", [item for each in past for item in each.open]),
                ("Parked", [item for item in session.items if item.state is ItemState.PARKED]),
            ),
            *_captures(_kept(past, CaptureKind.QUESTION), CaptureKind.QUESTION),
            *_captures(_kept(past, CaptureKind.PARKED), CaptureKind.PARKED),
        ],
    )


def _greeting(night: AgendaItem) -> str:
    """A night that somebody ended early was none."""
    ended, due = night.ended_at, night.due_at
    return "Good morning." if ended and due and ended >= due else "We go on already."


def _went_on(session: Session, night: AgendaItem) -> str:
    ended = night.ended_at
    return f"We went on {day_and_clock(ended, session.zone)}." if ended else ""


def _goes_on(session: Session, night: AgendaItem) -> str:
    due = night.due_at
    return f"We go on {day_and_clock(due, session.zone)}." if due else ""


GOES_ON: Mapping[ItemState, Callable[[Session, AgendaItem], str]] = {
    ItemState.PENDING: lambda _session, _night: "Somebody went back.",
    ItemState.RUNNING: _goes_on,
    ItemState.ENDED: _went_on,
    ItemState.SKIPPED: _went_on,
    ItemState.PARKED: _went_on,
}


def _kept(past: Iterable[Day], kind: CaptureKind) -> list[Capture]:
    return [each for day in past for each in day.kept(kind)]


def _steps(*lists: tuple[str, Sequence[AgendaItem]]) -> list[Block]:
    lines = [
        f"*{label}:* {cut(', '.join(map(title_of, items)), LONGEST_STEPS_OF_DAY)}"
        for label, items in lists
        if items
    ]
    return sections(lines)


def _captures(captures: Sequence[Capture], kind: CaptureKind) -> list[Block]:
    if not captures:
        return []
    shown = captures[:MOST_CAPTURES]
    more = len(captures) - len(shown)
    return sections(
        [
            f"*{KIND_NOUNS[kind].heading}*",
            *(f"• {_capture(each)}" for each in shown),
            *([f"… and {more} more"] if more else []),
        ]
    )


def _capture(capture: Capture) -> str:
    text = cut(linked(flat(capture.text)), LONGEST_CAPTURE_OF_DAY)
    owner = mention(capture.owner) if capture.owner else ""
    return text if not owner or owner in capture.text else joined(text, owner)
