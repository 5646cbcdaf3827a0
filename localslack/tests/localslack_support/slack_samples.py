"""Slack's published samples, and what the local Slack sends compared with them."""

import json
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[4] / "shared" / "slack-data" / "samples"
NEEDS_SAMPLES = pytest.mark.skipif(not SAMPLES.is_dir(), reason="Slack's samples are not here")

# What an app decides itself, and what the samples name by an example's id.
_OPEN = frozenset({"blocks", "emoji", "event_payload", "item", "shares", "values"})
_BY_ID = frozenset({"users"})
# Left out of the larger samples, as their README says.
_CUT = frozenset({"attachments", "blocks", "files"})
# Newer than the samples, or missing in just this one; each is in the API reference.
_ELSEWHERE = (
    "*.context_team_id",
    "*.context_enterprise_id",
    "message.event.app_id",
    "message.event.*.app_id",
    "message.event.*.reply_users",
    "message.event.root.is_locked",
    "auth.revoke.revoked",
    "files.info.file.shares",
    "pins.list.items.channel",
    "pins.list.items.message",
    "view_submission.response_urls",
    "views.*.view.state",
)
# Values that are there with a workspace of an organisation, a view below, a label of one's own.
_MAY_BE_NULL = (
    "*.authorizations.enterprise_id",
    "app_home_opened.event.view.close",
    "app_home_opened.event.view.previous_view_id",
    "app_home_opened.event.view.submit",
    "*.context_enterprise_id",
    "*.enterprise",
    "oauth.v2.access.enterprise",
    "conversations.history.channel_actions_ts",
    "view_*.view.close",
    "view_*.view.previous_view_id",
    "views.*.view.close",
    "views.*.view.previous_view_id",
    "views.*.view.submit",
)
# The samples show every field that Slack was ever seen to send, with errors too.
_ONLY_SOMETIMES = frozenset(
    {
        "arg",
        "callstack",
        "deprecated_argument",
        "detail",
        "error",
        "errors",
        "needed",
        "provided",
        "response_metadata",
        "warning",
    }
)


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def has_sample(method: str) -> bool:
    return (SAMPLES / "api" / f"{method}.json").is_file()


def sample_answer(method: str) -> Any:
    """The sample, with a message completed by what the samples of other methods show of one."""
    answer = sample(f"api/{method}")
    for reader in ("conversations.replies", "conversations.history"):
        if "message" in answer:
            answer["message"] = sample(f"api/{reader}")["messages"][0] | answer["message"]
    return answer


def strangers(sent: object, shown: object, path: str) -> Iterator[str]:
    """What was sent and is not in the sample, or is there with another type.

    Args:
        sent: What the local Slack sent.
        shown: The sample of it; where it is empty or null, it says nothing.
        path: The name of the method or payload.
    """
    if isinstance(sent, dict) and isinstance(shown, dict):
        for key, value in sent.items():
            yield from _strange_field(key, value, shown, f"{path}.{key}")
    elif isinstance(sent, list) and isinstance(shown, list):
        for value in sent:
            if shown:
                yield from strangers(value, shown[0], path)
    elif shown is None or (sent is None and _is_one_of(path, _MAY_BE_NULL)):
        return
    elif type(sent) is not type(shown):
        yield f"{path}: {type(sent).__name__} instead of {type(shown).__name__}"


def left_out(sent: Iterable[object], shown: object, *, known: str = "") -> set[str]:
    """The fields of a sample that were never sent, besides those in `known`, in words."""
    told = {key for each in sent if isinstance(each, dict) for key in each}
    fields = set(shown) if isinstance(shown, dict) else set()
    return fields - told - _ONLY_SOMETIMES - set(known.split())


def _is_one_of(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path is named by one of the patterns, in which `*` stands for one step."""
    steps = path.split(".")
    return any(
        len(steps) == len(pattern.split(".")) and all(map(fnmatch, steps, pattern.split(".")))
        for pattern in patterns
    )


def _strange_field(key: str, value: object, shown: dict[str, Any], path: str) -> Iterator[str]:
    if not shown or _is_one_of(path, _ELSEWHERE):
        return
    if key not in shown:
        if key not in _CUT:
            yield f"{path}: not in the sample"
    elif key in _BY_ID and isinstance(value, dict):
        for each in value.values():
            yield from strangers(each, next(iter(shown[key].values())), path)
    elif key not in _OPEN or type(value) is not type(shown[key]):
        yield from strangers(value, shown[key], path)
