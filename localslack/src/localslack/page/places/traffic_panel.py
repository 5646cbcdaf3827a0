"""The side panel for people who build something: what Slack and the app told each other."""

import json

from localslack.json_types import JsonObject
from localslack.page.html.tags import Click, Tag, icon_button, tag
from localslack.page.window_context import WindowContext
from localslack.traffic import Direction, Record

MOST_SHOWN = 200
_DIRECTIONS = {
    Direction.CALL: ("→", "The app called"),
    Direction.DELIVERY: ("←", "Sent to the app"),
}


class TrafficPanel:
    def __init__(self, context: WindowContext, close: Click) -> None:
        self._context = context
        self._traffic = context.traffic
        with tag("header", classes="bar"):
            with tag("h2", "Traffic"):
                tag("small", "what went between Slack and the app")
            icon_button("close", "Close the traffic", close)
        self._list = tag("div", classes="traffic-list", role="log", aria_label="Traffic")
        self._seen = max(0, len(self._traffic) - MOST_SHOWN)
        self.refresh()

    def refresh(self) -> None:
        """Put what came since the last time on top."""
        for record in self._traffic.records[self._seen :]:
            self._add(record)
        self._seen = len(self._traffic)
        for old in self._list.default_slot.children[MOST_SHOWN:]:
            old.delete()

    def _add(self, record: Record) -> None:
        sign, meaning = _DIRECTIONS[record.direction]
        with self._list, tag("details", classes="record") as made, tag("summary"):
            tag("span", sign, classes=f"sign {record.direction.value}", title=meaning)
            tag("b", record.name)
            if not record.ok:
                tag("span", str(record.answer.get("error", "failed")), classes="refused")
            took = f"{record.seconds * 1000:.0f} ms"
            tag("time", f"{self._clock(record)} · {took}")
        made.move(target_index=0)
        made.on("toggle.once", lambda: _unfold(made, record), [])

    def _clock(self, record: Record) -> str:
        return f"{self._context.local(str(record.at)):%H:%M:%S}"


def _unfold(place: Tag, record: Record) -> None:
    with place:
        for title, content in (("Arguments", record.arguments), ("Answer", record.answer)):
            tag("h3", title)
            tag("pre", _pretty(content), tabindex="0")


def _pretty(content: JsonObject) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False, default=str)
