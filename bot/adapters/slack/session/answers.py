"""Private answers about a running session."""

from datetime import datetime, timedelta

from bot.adapters.slack.groups.views import in_group
from bot.adapters.slack.kit.agenda import at_when, bold_title, until_text
from bot.adapters.slack.kit.blocks import Block, Rendered, rendered, section, sections, small
from bot.adapters.slack.kit.headings import measure, step_text, title_text
from bot.adapters.slack.kit.text import LONGEST_SHOWN, as_sentence, clock_both, minutes_text, spoken
from bot.adapters.slack.kit.words import CHANGE_WORDS, ROLES
from bot.domain.moves.groups import group_of
from bot.domain.rules.schedule import ends_at
from bot.domain.rules.schedule import time_left as left_in_step
from bot.domain.state.agenda import NO_TIME, Activity, AgendaItem
from bot.domain.state.captures import CaptureKind
from bot.domain.state.facts import Change
from bot.domain.state.identity import PersonId
from bot.domain.state.session import Session

SHOWN_DECISIONS = 5


def chosen(session: Session, change: Change) -> Rendered:
    """What was chosen about a delay, and when the session ends now."""
    end = ends_at(session)
    ends = f" The session ends {at_when(session, end)}." if end else ""
    return rendered(f"{CHANGE_WORDS[change]}: done.{ends}")


def time_left(session: Session, now: datetime, reader_zone: str) -> Rendered:
    """What is left, and until when, in the session's clock and in the reader's."""
    current, left = session.current, left_in_step(session, now)
    if current is None or left is None:
        return rendered("No step is running now. The card shows what is next.")
    end = ends_at(session)
    if session.paused_since is not None or end is None:
        return rendered(f"Paused: {bold_title(current)}, {until_text(session, current)}.")
    ends = f"The session ends {clock_both(max(end, now), session.zone, reader_zone, now)}."
    if current.is_day_break and current.due_at is not None:
        morning = clock_both(current.due_at, session.zone, reader_zone, now)
        return rendered(f"Enough for today. We go on {morning}. {ends}")
    return rendered(f"{_step_left(session, current, left, reader_zone)} {ends}")


def _step_left(session: Session, item: AgendaItem, left: timedelta, reader_zone: str) -> str:
    title = bold_title(item)
    if left <= NO_TIME or item.due_at is None:
        return f"{title} is {minutes_text(-left)} over its time."
    ends = clock_both(item.due_at, session.zone, reader_zone)
    return f"{minutes_text(left).capitalize()} left in {title}, ends {ends}."


def my_role(session: Session, person: PersonId, task: str) -> Rendered:
    """The person's task in this step, and the role they hold."""
    role = session.participants.role_of(person)
    part = f"You are the *{ROLES[role].lower()}*." if role else "You take part."
    current = session.current
    owned = current is not None and current.owner is not None and current.owner.person == person
    yours = " This step is yours." if owned else ""
    said = f"{part}{yours}"
    return rendered(f"{said} {task}", [section(f"{said}\n{task}"), small(step_text(session))])


def joined(session: Session, person: PersonId, task: str) -> Rendered:
    """What somebody who comes in needs to know; `task` is empty while no step runs."""
    role = session.participants.role_of(person)
    as_what = f" as the *{ROLES[role].lower()}*" if role else ""
    said = as_sentence(f"You are in{as_what}: *{title_text(session)}*")
    part = f"\n*Your part:* {task}" if task else ""
    current = session.current
    in_groups = current is not None and current.activity is Activity.GROUPS
    group = group_of(session, person) if in_groups else None
    return rendered(
        said,
        [
            section(said),
            *measure(session),
            section(step_text(session) + part),
            *([section(in_group(group))] if group else []),
            *_decisions_so_far(session),
            small(
                "*My role* on the card tells your part in each step. "
                "In the thread, `!decision …` keeps a decision."
            ),
        ],
    )


def _decisions_so_far(session: Session) -> list[Block]:
    made = [each for each in session.captures if each.kind is CaptureKind.DECISION]
    shown = [f"• {spoken(each.text, LONGEST_SHOWN)}" for each in made[-SHOWN_DECISIONS:]]
    earlier = len(made) - len(shown)
    more = [f"… and {earlier} before that"] if earlier else []
    return sections(["*Decided so far*", *more, *shown]) if made else []


def watching(session: Session) -> Rendered:
    return rendered(
        f"You are watching *{title_text(session)}*. Nobody expects anything of you. "
        "Press Join on the card to take part."
    )


def left() -> Rendered:
    return rendered("You have left the session. Press Join on the card to come back.")
