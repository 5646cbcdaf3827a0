"""What Slack refuses in a modal or a Home tab.

Limits: docs.slack.dev/reference/views.
"""

import json
from collections.abc import Iterator, Mapping

from localslack.validation.objects import plain_text
from localslack.validation.payload import blocks_in, blocks_of_type, faults_in
from localslack.validation.problems import Fault, Problem
from localslack.validation.rules import Flag, Object, Rule, Shape, Text, Typed
from localslack.validation.surfaces import HOME, MODAL, Surface

MOST_BYTES = 250_000
_AT = "/view"


class _Anything:
    """Stands for the blocks, which are looked at once the view's type is known."""

    def faults(self, _value: object, _at: str) -> Iterator[Fault]:
        return iter(())


_COMMON: dict[str, Rule] = {
    "private_metadata": Text(3000, least=0),
    "callback_id": Text(255, least=0),
    "external_id": Text(255, least=0),
}
_VIEW = Typed(
    {
        "modal": Shape(
            {"title": plain_text(24), "blocks": _Anything()},
            {
                **_COMMON,
                "submit": plain_text(24),
                "close": plain_text(24),
                "clear_on_close": Flag(),
                "notify_on_close": Flag(),
            },
        ),
        "home": Shape({"blocks": _Anything()}, _COMMON),
    }
)
_SURFACES: Mapping[str, Surface] = {"modal": MODAL, "home": HOME}


def check_view(view: Object) -> list[Problem]:
    """All that keeps Slack from opening, updating or publishing a view."""
    if len(json.dumps(view, ensure_ascii=False).encode()) > MOST_BYTES:
        return [Problem("view_too_large", f"must be less than {MOST_BYTES + 1} bytes", _AT)]
    faults = list(_VIEW.faults(view, _AT))
    surface = _SURFACES.get(str(view.get("type")))
    if surface and "blocks" in view:
        in_blocks = faults_in(view["blocks"], f"{_AT}/blocks", surface)
        faults.extend(in_blocks)
        if not in_blocks:
            faults.extend(_inputs_without_submit(view))
    return [Problem("invalid_arguments", fault.message, fault.pointer) for fault in faults]


def _inputs_without_submit(view: Object) -> Iterator[Fault]:
    blocks = view["blocks"]
    if view["type"] != "modal" or "submit" in view or not isinstance(blocks, list):
        return
    for at, _ in blocks_of_type(blocks_in(blocks, f"{_AT}/blocks"), "input"):
        yield Fault(f"{at}/input", "must define `submit` to use an `input` block in modals")
