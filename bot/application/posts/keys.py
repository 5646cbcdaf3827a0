"""The keys of posts, each unique in its session.

They are stored and stand in the markers of messages in Slack: a post whose key changes is posted
again, and the old one is never taken back.
"""

from bot.domain.state.groups import GroupId
from bot.domain.state.identity import CaptureId, ItemId

CARD = "card"
SET_ASIDE_NOTICE = "set_aside"
_RECAP = "recap"
_STEP, _BREAK, _GROUP = "step", "break", "group"
# The kinds of posts besides the card that people reply under or react to.
KINDS_ACTED_ON = (_STEP, _BREAK, _GROUP)


def step(item: ItemId) -> str:
    return f"{_STEP}:{item}"


def item_of_step(key: str) -> int | None:
    """The item whose step has this key; None for any other post."""
    return _number(key, _STEP)


def break_begins(item: ItemId, record: int) -> str:
    """A break begins anew whenever its item does, which `record` tells."""
    return f"{_BREAK}:{item}:{record}"


def break_over(item: ItemId, record: int) -> str:
    return f"break-over:{item}:{record}"


def evening(item: ItemId, record: int) -> str:
    return f"evening:{item}:{record}"


def morning(item: ItemId, record: int) -> str:
    return f"morning:{item}:{record}"


def line(record: int) -> str:
    return f"line:{record}"


def note(record: int) -> str:
    return f"note:{record}"


def results_missing(item: ItemId) -> str:
    """However often a step ends, one note about its results is enough."""
    return f"note:results:{item}"


def mark(capture: CaptureId) -> str:
    """The small mark under a message that was captured."""
    return f"mark:{capture}"


def ideas(first: int) -> str:
    """The message of a few revealed ideas, by the number of the first."""
    return f"ideas:{first}"


def recap(record: int, first: int) -> str:
    """The recap of a close, by its record; `first` is the record of the session's first close."""
    return _RECAP if record == first else f"{_RECAP}:again:{record}"


def recap_page(recap_key: str, page: int) -> str:
    """A further page of a recap; the first page has the recap's own key."""
    return f"{recap_key}:{page}"


def group(group_id: GroupId) -> str:
    return f"{_GROUP}:{group_id}"


def group_of(key: str) -> GroupId | None:
    """The group whose message has this key; None for any other post."""
    number = _number(key, _GROUP)
    return None if number is None else GroupId(number)


def result_question(group_id: GroupId) -> str:
    return f"result:{group_id}"


def group_merged(group_id: GroupId) -> str:
    return f"merged:{group_id}"


def is_place_to_work(key: str) -> bool:
    """Whether a session works in the thread of the post with this key."""
    return key == CARD or group_of(key) is not None


def _number(key: str, kind: str) -> int | None:
    found, _, number = key.partition(":")
    return int(number) if found == kind and number.isdigit() else None
