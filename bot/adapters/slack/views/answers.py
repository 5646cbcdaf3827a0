"""Private answers: what only the person who asked gets to read."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block

from bot.adapters.slack.ids import ActionId, Pressed
from bot.adapters.slack.views.agenda import at_when, bold_title, until_text
from bot.adapters.slack.views.blocks import (
    Rendered,
    button,
    link_button,
    rendered,
    row,
    section,
    sections,
    small,
)
from bot.adapters.slack.views.breakouts import in_group
from bot.adapters.slack.views.card import measure, step_text, title_text
from bot.adapters.slack.views.text import (
    as_sentence,
    clock_both,
    escape,
    fill,
    minutes_text,
    spoken,
)
from bot.adapters.slack.views.words import CHANGES, KINDS, PLACES, ROLES
from bot.application.operating.checkup import Finding
from bot.application.ports import Trouble
from bot.domain.moves.groups import group_of
from bot.domain.rules.schedule import ends_at
from bot.domain.rules.schedule import time_left as left_in_step
from bot.domain.state.agenda import NO_TIME, Activity, AgendaItem
from bot.domain.state.captures import Capture, CaptureKind
from bot.domain.state.facts import Change, Posting
from bot.domain.state.identity import PersonId, SessionId
from bot.domain.state.refusals import Refusal
from bot.domain.state.session import Session

COMMAND = "/worksession"
RUNS_HERE = "A session is already running here"
SHOWN_DECISIONS = 5
LONGEST_SHOWN = 300

TROUBLES: Mapping[Trouble, str] = {
    Trouble.BUSY: "My database is busy, and nothing was saved. Please try again in a moment.",
    Trouble.FULL: "My database cannot be written to, perhaps because its disk is full. Nothing was "
    "saved. Please tell whoever looks after this bot, and try again later.",
    Trouble.UNREACHABLE: "My database cannot be reached right now. Please try again in a minute.",
    Trouble.GONE: "My database is not where it was, and nothing was saved. Please tell whoever "
    "looks after this bot, and try again later.",
    Trouble.BROKEN: "My database is damaged, and nothing was saved. Please tell whoever "
    "looks after this bot, and try again later.",
    Trouble.CONFLICT: "Somebody did the same at this moment, and yours was not saved. "
    "Please try again.",
}


def help_text(commands: Sequence[tuple[str, str]]) -> Rendered:
    """The commands there are, each with what it does."""
    lines = [f"`{command}` · {description}" for command, description in commands]
    intro = "I run your work session in this channel: from the agenda to the recap."
    return rendered(
        intro,
        [
            section(intro),
            *sections(lines),
            small(
                "In the thread: `!decision Ship on Friday` keeps it; `!time` tells what is left."
            ),
        ],
    )


def chosen(session: Session, change: Change) -> Rendered:
    """What was chosen about a delay, and when the session ends now."""
    end = ends_at(session)
    ends = f" The session ends {at_when(session, end)}." if end else ""
    return rendered(f"{CHANGES[change]}: done.{ends}")


def did_you_mean(typed: str, suggestion: str | None) -> Rendered:
    """An unknown word, and what it may have been meant to be."""
    unknown = f"I do not know `{spoken(typed, LONGEST_SHOWN).replace('`', '')}`."
    guess = f" Did you mean `{_in_full(suggestion)}`?" if suggestion else ""
    return rendered(f"{unknown}{guess} `{COMMAND} help` lists what I can do.")


def _in_full(suggestion: str) -> str:
    return suggestion if suggestion.startswith("!") else f"{COMMAND} {suggestion}"


def already_running(
    running: Session, link: str | None, *, plan: SessionId | None = None, may_close: bool = False
) -> Rendered:
    """One session per channel: what to do instead, for the plan that came second, if any."""
    where = "Your own session is already running" if running.place.is_direct else RUNS_HERE
    said = as_sentence(f"{where}: *{title_text(running)}*")
    queue = ActionId.QUEUE_PLAN if plan else ActionId.PLAN_NEXT
    choices = [
        *([link_button("Open it", link)] if link else []),
        button("Queue after", queue, Pressed(plan or running.id)),
        *([button("Close it", ActionId.CLOSE, Pressed(running.id))] if may_close else []),
    ]
    return rendered(said, [section(f"{said}\n{step_text(running)}"), row(*choices)])


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


def captured(capture: Capture) -> Rendered:
    noun = KINDS[capture.kind]
    shown = spoken(capture.text, LONGEST_SHOWN)
    return rendered(f"Kept as {noun.with_article} for the recap: {shown}")


def not_a_member(bot_name: str) -> Rendered:
    return rendered(f"I am not in this channel yet. Type `/invite @{bot_name}`, then try again.")


def refusal(refused: Refusal) -> Rendered:
    return rendered(fill(refused))


def apology(error_id: str) -> Rendered:
    return rendered(
        "Sorry, something went wrong on my side. Please try again. If it happens again, "
        f"tell whoever looks after this bot the error id `{error_id}`."
    )


def database_trouble(trouble: Trouble) -> Rendered:
    return rendered(TROUBLES[trouble])


def too_slow() -> Rendered:
    return rendered("Slack was quicker than I was. Please press again.")


def examined(findings: Sequence[Finding]) -> Rendered:
    """What checks of the bot have found, each with what to do about it."""
    to_fix = sum(not finding.is_ok for finding in findings)
    said = f"*{to_fix} to fix.*" if to_fix else "*All is well.*"
    return rendered(said, [section(said), *sections(_finding(each) for each in findings)])


def _finding(finding: Finding) -> str:
    if finding.is_ok:
        note = f": {escape(finding.note)}" if finding.note else ""
        return f"OK · {finding.name}{note}"
    return f"*To fix* · {finding.name}: {escape(finding.problem)} {escape(finding.fix)}"


def only_in_channels() -> Rendered:
    return rendered("I check channels. Type `/worksession doctor` in one.")


def settings(posting: Posting, done_reactions: Sequence[str]) -> Rendered:
    """What the channel has set, and how to change it."""
    return rendered(
        f"*Posts:* steps appear {PLACES[posting]}.\n"
        f"*Done:* {_emoji(done_reactions)} on a step marks it done.\n"
        f"Change them with `{COMMAND} settings posts thread`, `channel`, `quiet` or `card-only`, "
        f"and `{COMMAND} settings done :white_check_mark:`."
    )


def posting_changed(posting: Posting) -> Rendered:
    return rendered(f"From the next step on, steps appear {PLACES[posting]}.")


def done_reactions_changed(done_reactions: Sequence[str]) -> Rendered:
    return rendered(f"From now on, {_emoji(done_reactions)} on a step marks it done.")


def _emoji(names: Sequence[str]) -> str:
    return " ".join(f":{spoken(name, LONGEST_SHOWN)}:" for name in names)


def started(session: Session, place_url: str = "") -> Rendered:
    """It has begun; `place_url` leads there where that is not where the person is."""
    where = "our direct messages" if session.place.is_direct else "the channel"
    said = as_sentence(f"Started: *{title_text(session)}*") + f" The card is on its way to {where}."
    if not place_url:
        return rendered(said)
    return rendered(said, [section(said), row(link_button("Open it", place_url))])


def queued(plan: Session) -> Rendered:
    """The plan waits; it can be looked at, changed or taken back meanwhile."""
    said = f"Queued: *{title_text(plan)}*. When the running session closes, I send you a message."
    pressed = Pressed(plan.id)
    return rendered(
        said,
        [
            section(said),
            row(
                button("Edit plan", ActionId.EDIT_PLAN, pressed),
                button("Cancel", ActionId.CANCEL_PLAN, pressed),
            ),
        ],
    )


def cancelled() -> Rendered:
    said = "Cancelled. Nothing was posted in the channel."
    return rendered(said, [section(said), row(button("Plan a new one", ActionId.PLAN_NEW))])


def rated(*, worth_it: bool) -> Rendered:
    thanks = "Thank you, glad it was worth it." if worth_it else "Thank you for being honest."
    return rendered(f"{thanks} Only the count is shown. You can change your answer any time.")
