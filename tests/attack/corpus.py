"""The corpus: one delivery of each kind that the bot takes, as the local Slack brought it.

`python -m tests.attack.record` records it anew. What belongs to one workspace stands there as a
name, `{=channel}` or `{=user:Ana}`, and `Binding` puts what there is now in its place.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from localslack.delivery.envelopes import Kind

FILE = Path(__file__).with_name("corpus.jsonl")
NAME = re.compile(r"\{=([a-z_]+(?::[^{}\"\\]*)?)\}")

Json = Any


@dataclass(frozen=True, slots=True)
class Kept:
    """A delivery as it is kept: `kind` is what it is, `scene` the room it was brought from."""

    kind: str
    way: Kind
    scene: str
    body: str

    def line(self) -> str:
        kept = {"kind": self.kind, "way": self.way.value, "scene": self.scene}
        return f'{json.dumps(kept)[:-1]}, "body": {self.body}}}'

    def bound(self, of: Callable[[str], str]) -> Json:
        """Its body, with what each name stands for; that has to be harmless in JSON."""
        return json.loads(NAME.sub(lambda found: of(found[1]), self.body))


def load() -> Sequence[Kept]:
    return [_kept(json.loads(line)) for line in FILE.read_text("utf-8").splitlines()]


def _kept(line: Mapping[str, Json]) -> Kept:
    return Kept(line["kind"], Kind(line["way"]), line["scene"], json.dumps(line["body"]))


def kind_of(way: Kind, body: Mapping[str, Json]) -> str:
    """What a delivery is, in the words of the bot's own tables: `click:join`, `!decision`."""
    if way is Kind.COMMAND:
        return f"command:{body['text'].partition(' ')[0]}"
    if way is Kind.EVENT:
        return _event(body["event"])
    match body["type"]:
        case "block_actions":
            return _click(body["actions"][0])
        case "view_submission":
            return f"form:{body['view']['callback_id']}"
        case _:
            return f"shortcut:{body['callback_id']}"


def _click(action: Mapping[str, Json]) -> str:
    chosen = (action.get("selected_option") or {}).get("value", "")
    return f"click:{chosen.partition('|')[0] if chosen else action['action_id']}"


def _event(event: Mapping[str, Json]) -> str:
    match event["type"]:
        case "message":
            word = re.match(r"!\w+", event.get("text") or "")
            return f"message:{word[0] if word else event.get('subtype', 'words')}"
        case "reaction_added" | "reaction_removed":
            return f"{event['type']}:{event['reaction']}"
        case other:
            return str(other)
