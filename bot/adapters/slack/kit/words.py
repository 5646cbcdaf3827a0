"""The words for what the domain counts up: kinds, roles, results, places."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.state.agenda import Activity
from bot.domain.state.captures import Capture, CaptureKind
from bot.domain.state.facts import Change, Posting
from bot.domain.state.formats import Advance, Role
from bot.domain.state.goals import GoalState
from bot.domain.state.session import Result, Session

UNTITLED = "Work session"
# As manifest.yml says; people type it to invite the bot.
BOT_NAME = "worksession"


@dataclass(frozen=True, slots=True)
class Noun:
    """A word with its article, and its plural."""

    one: str
    many: str
    article: str = "a"

    @property
    def label(self) -> str:
        return self.one.capitalize()

    @property
    def heading(self) -> str:
        return self.many.capitalize()

    @property
    def with_article(self) -> str:
        return f"{self.article} {self.one}"

    def counted(self, count: int) -> str:
        return f"{count} {self.one if count == 1 else self.many}"


KIND_NOUNS: Mapping[CaptureKind, Noun] = {
    CaptureKind.DECISION: Noun("decision", "decisions"),
    CaptureKind.ACTION: Noun("action", "actions", "an"),
    CaptureKind.OUTPUT: Noun("output", "outputs", "an"),
    CaptureKind.IDEA: Noun("idea", "ideas", "an"),
    CaptureKind.QUESTION: Noun("question", "questions"),
    CaptureKind.PARKED: Noun("parked item", "parked items"),
}
ROLES: Mapping[Role, str] = {
    Role.FACILITATOR: "Facilitator",
    Role.TIMEKEEPER: "Timekeeper",
    Role.SCRIBE: "Scribe",
}
RESULTS: Mapping[Result, str] = {
    Result.MET: "Met",
    Result.PARTLY: "Partly met",
    Result.MISSED: "Missed",
}
# Who works alone says it in simpler words.
RESULTS_ALONE: Mapping[Result, str] = {
    Result.MET: "Done",
    Result.PARTLY: "Partly done",
    Result.MISSED: "Not done",
}
GOAL_STATES: Mapping[GoalState, str] = {
    GoalState.DONE: "Done",
    GoalState.PARTLY: "Partly",
    GoalState.NOT_DONE: "Not this time",
}
ADVANCES: Mapping[Advance, str] = {
    Advance.AUTO: "By the clock: the next step starts when the time is up",
    Advance.MANUAL: "By hand: the facilitator presses Next",
}
PLACES: Mapping[Posting, str] = {
    Posting.THREAD: "in the thread under the card",
    Posting.CHANNEL: "in the channel",
    Posting.QUIET: "on the card only, and breaks in the channel",
    Posting.CARD_ONLY: "on the card only",
}
PROMPTS: Mapping[Activity, str] = {
    Activity.WORK: "Work on your part. Post here what you find out and decide.",
    Activity.BREAK: "Stand up, look far away, drink something.",
    Activity.DAY_BREAK: "Enough for today. Rest well.",
    Activity.CHECK_IN: "Say in one line here what you bring to this, and what you want from it.",
    Activity.IDEAS: "Press *Add an idea*, as often as you like. Judging comes later.",
    Activity.VOTE: "Read every choice, then press *Vote*. The ranks show when the vote closes.",
    Activity.ROUND: "One after the other: everybody says one thing, nobody interrupts.",
    Activity.SHARE: "Show what you have so far, in one message or a link.",
    Activity.GROUPS: "Work in your small group, and bring its result back here.",
    Activity.QUIZ: "Say how sure you are, just for yourself.",
    Activity.WINS: "Name one thing that you are glad of: press *Share a win*. "
    "Then say your next step.",
}


# Where people set goals, they need to say less.
PROMPTS_WITH_GOALS: Mapping[Activity, str] = {
    Activity.CHECK_IN: "Press *Set my goals*, and say what you want to get done.",
    Activity.WORK: "Work on your own goals, in silence.",
    Activity.WINS: "Tick your goals, and add a win if you like.",
}


def prompt(session: Session, activity: Activity) -> str:
    """What people are asked to do in an activity."""
    own = PROMPTS_WITH_GOALS if session.activities.goals.asked else PROMPTS
    return own.get(activity, PROMPTS[activity])


def results(session: Session) -> Mapping[Result, str]:
    """The words for how the outcome turned out."""
    return RESULTS_ALONE if session.place.is_direct else RESULTS


def captured_counts(captures: Iterable[Capture]) -> str:
    """How much was captured, kind by kind: `2 decisions, 1 action`; empty if nothing was."""
    found = Counter(each.kind for each in captures)
    return ", ".join(noun.counted(found[kind]) for kind, noun in KIND_NOUNS.items() if found[kind])


CHANGE_WORDS: Mapping[Change, str] = {
    Change.NEXT: "Next",
    Change.BACK: "Back",
    Change.SKIP: "Skip",
    Change.EXTEND: "+5 min",
    Change.SHORTEN: "5 min less",
    Change.PARK: "Park",
    Change.PAUSE: "Pause",
    Change.RESUME: "Resume",
    Change.EDIT_PLAN: "the new plan",
    Change.SHRINK: "Shrink the rest",
    Change.END_LATER: "End later",
}


COMMAND = "/worksession"
# The subcommand for a session alone; its format may have any name.
ALONE = "solo"
