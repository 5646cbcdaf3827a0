"""Every id that Slack hands back to the bot, and the value a button carries."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.adapters.slack.kit.malformed import Malformed, member, number
from bot.domain.state.identity import ItemId, SessionId

_PRESSED = re.compile(
    r"(?P<session>[A-Za-z0-9_-]{1,64})?(:(?P<item>[0-9]{1,9})?(:(?P<about>.+))?)?", re.DOTALL
)


class ActionId(StrEnum):
    """Buttons, and the one id of whatever people fill in (its `Field` tells which)."""

    JOIN = "join"
    WATCH = "watch"
    LEAVE = "leave"
    MY_ROLE = "my_role"
    TIME = "time"
    CAPTURE = "capture"

    NEXT = "next"
    EXTEND = "extend"
    SKIP = "skip"
    BACK = "back"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    MORE = "more"
    SHORTEN = "shorten"
    PARK = "park"
    SHRINK = "shrink"
    PARK_TO_CATCH_UP = "park_to_catch_up"
    END_LATER = "end_later"
    UNDO = "undo"
    CHANGE_PLAN = "change_plan"

    START = "start"
    START_TURN = "start_turn"
    EDIT_PLAN = "edit_plan"
    CANCEL_PLAN = "cancel_plan"
    FIT_PLAN = "fit_plan"
    ADD_BREAK = "add_break"
    KEEP_PLAN = "keep_plan"
    QUEUE_PLAN = "queue_plan"
    PLAN_NEXT = "plan_next"
    PLAN_NEW = "plan_new"

    NEXT_SPEAKER = "next_speaker"
    PASS_TURN = "pass_turn"  # noqa: S105 - it is no password
    SPLIT_ANEW = "split_anew"
    BRING_RESULT = "bring_result"
    ANSWER_CHECK = "answer_check"

    WORTH_IT = "worth_it"
    NOT_WORTH_IT = "not_worth_it"

    REOPEN = "reopen"
    DISCARD = "discard"
    KEEP_SESSION = "keep_session"
    ADD_IDEA = "add_idea"
    WITHDRAW_IDEA = "withdraw_idea"
    REVEAL_IDEAS = "reveal_ideas"
    SHOW_NAMES = "show_names"
    HIDE_NAMES = "hide_names"
    GROUP_IDEAS = "group_ideas"
    VOTE = "vote"
    CLOSE_VOTE = "close_vote"
    VOTE_ANEW = "vote_anew"
    ADD_CHOICES = "add_choices"
    PICK_WINNERS = "pick_winners"
    SET_GOALS = "set_goals"
    TICK_GOALS = "tick_goals"
    SHARE_WIN = "share_win"
    PARK_THOUGHT = "park_thought"

    OPEN_LINK = "open_link"
    INPUT = "input"


class ViewId(StrEnum):
    """Callback ids of modals."""

    START = "start_form"
    CONFIRM = "confirm_form"
    CAPTURE = "capture_form"
    CLOSE = "close_form"
    CHANGE_PLAN = "change_plan_form"
    APPLY_PLAN = "apply_plan_form"
    SPLIT = "split_form"
    RESULT = "result_form"
    CHECK = "check_form"

    ADD_IDEA = "add_idea_form"
    ADD_CHOICES = "add_choices_form"
    GROUP_IDEAS = "group_ideas_form"
    VOTE = "vote_form"
    PICK_WINNERS = "pick_winners_form"
    GOALS = "goals_form"
    TICK_GOALS = "tick_goals_form"
    SHARE_WIN = "share_win_form"
    THOUGHT = "thought_form"


class ShortcutId(StrEnum):
    CAPTURE = "capture_message"


class Field(StrEnum):
    """Block ids of inputs: where an error is shown, and where an answer is found."""

    OUTCOME = "outcome"
    MEASURE = "measure"
    LENGTH = "length"
    FORMAT = "format"
    AGENDA = "agenda"
    ADVANCE = "advance"
    PEOPLE = "people"
    TIMEKEEPER = "timekeeper"
    SCRIBE = "scribe"

    KIND = "kind"
    TEXT = "text"
    OWNER = "owner"

    RESULT = "result"
    LINK = "link"
    NOTE = "note"
    LEFT_OUT = "left_out"

    IDEAS = "ideas"
    PICKED_IDEAS = "picked_ideas"
    GROUP_NAME = "group_name"
    VOTES = "votes"
    OUTPUT_1 = "output_1"
    OUTPUT_2 = "output_2"
    OUTPUT_3 = "output_3"
    OUTPUT_4 = "output_4"
    OUTPUT_5 = "output_5"
    OWNER_1 = "owner_1"
    OWNER_2 = "owner_2"
    OWNER_3 = "owner_3"
    OWNER_4 = "owner_4"
    OWNER_5 = "owner_5"
    GOAL_1 = "goal_1"
    GOAL_2 = "goal_2"
    GOAL_3 = "goal_3"
    GOAL_STATE_1 = "goal_state_1"
    GOAL_STATE_2 = "goal_state_2"
    GOAL_STATE_3 = "goal_state_3"
    WIN = "win"
    THOUGHT = "thought"
    GROUP_SIZE = "group_size"
    SURE_1 = "sure_1"
    SURE_2 = "sure_2"
    SURE_3 = "sure_3"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an option of the menu *More* does, and what it knew when it was drawn."""

    action: ActionId
    pressed: "Pressed"

    def encode(self) -> str:
        return f"{self.action}|{self.pressed.encode()}"

    @classmethod
    def decode(cls, value: str) -> Self:
        """Read an option's value; raises `Malformed` if the bot did not write it."""
        action, _, pressed = value.partition("|")
        return cls(member(ActionId, action, "option"), Pressed.decode(pressed))


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button knew when it was drawn: `item` is the step that was running then, if any.

    `about` is what else it is about: a turn in speaking, a small group, or the secret of the one
    idea that it takes back.
    """

    session: SessionId
    item: ItemId | None = None
    about: str = ""

    def encode(self) -> str:
        item = "" if self.item is None else str(self.item)
        return f"{self.session}:{item}:{self.about}".rstrip(":")

    @property
    def number(self) -> int:
        """What it is about, where that is a number; 0 where it is nothing.

        Raises:
            Malformed: it is something else.
        """
        return number(self.about, "about") if self.about else 0

    @classmethod
    def decode(cls, value: str) -> Self:
        """Read a button's value; raises `Malformed` if the bot did not write it."""
        found = _PRESSED.fullmatch(value)
        if found is None:
            raise Malformed("value: not a button's")
        item = found["item"]
        return cls(
            SessionId(found["session"]), ItemId(int(item)) if item else None, found["about"] or ""
        )
