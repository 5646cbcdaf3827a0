"""Message metadata: an event type and a payload without depth.

Structure: docs.slack.dev/messaging/message-metadata.
"""

import json
from collections.abc import Iterator, Mapping

from localslack.validation.problems import Problem
from localslack.validation.rules import Form, Text, matches

# Slack answers `metadata_too_large` but names no number; this one is ours.
MOST_BYTES = 8_000

_EVENT_TYPE = Text(255, form=Form("must be snake_case", matches("[a-z][a-z0-9_]*")))
_AT = "/metadata"


def check_metadata(metadata: object) -> list[Problem]:
    if not isinstance(metadata, Mapping):
        return [_badly_formed("must provide an object", _AT)]
    if len(json.dumps(metadata).encode()) > MOST_BYTES:
        return [Problem("metadata_too_large", f"must be less than {MOST_BYTES + 1} bytes", _AT)]
    return list(_faults(metadata))


def _faults(metadata: Mapping[str, object]) -> Iterator[Problem]:
    # `entities` describe links to work objects and may come alone.
    needed = ("event_type", "event_payload") if "entities" not in metadata else ()
    for key in needed:
        if key not in metadata:
            yield _badly_formed(f"missing required field: {key}", _AT)
    for key in metadata:
        if key not in {"event_type", "event_payload", "entities"}:
            yield _badly_formed(f"invalid additional property: {key}", _AT)
    if "event_type" in metadata:
        for fault in _EVENT_TYPE.faults(metadata["event_type"], f"{_AT}/event_type"):
            yield _badly_formed(fault.message, fault.pointer)
    if "event_payload" in metadata:
        yield from _deep(metadata["event_payload"], f"{_AT}/event_payload")


def _deep(payload: object, at: str) -> Iterator[Problem]:
    """A payload's values are plain, an object of plain values, or a list of such objects."""
    if not isinstance(payload, Mapping):
        yield _badly_formed("must provide an object", at)
        return
    for key, value in payload.items():
        objects = value if isinstance(value, list) else [value]
        for item in objects:
            inner = item.values() if isinstance(item, Mapping) else [item]
            listed = isinstance(value, list) and not isinstance(item, Mapping)
            if listed or not all(isinstance(plain, str | int | float) for plain in inner):
                yield _badly_formed("must be a plain value or a flat object", f"{at}/{key}")
                break


def _badly_formed(message: str, pointer: str) -> Problem:
    return Problem("invalid_metadata_format", message, pointer)
