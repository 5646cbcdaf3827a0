"""The pictures of states in docs/architecture.md, drawn from the domain's tables.

`python -m tests.support.state_pictures` draws them anew.
"""

import re
from pathlib import Path

from bot.domain.state.agenda import ITEM_TRANSITIONS, ItemState
from bot.domain.state.session import SESSION_TRANSITIONS, SessionState
from bot.domain.state.transitions import S, Transitions

PAGE = Path(__file__).parents[2] / "docs" / "architecture.md"
PICTURE = re.compile(r"```mermaid\n.*?\n```", re.DOTALL)


def drawn(first: S, transitions: Transitions[S]) -> str:
    arrows = [
        f"{before} --> {after}: {', '.join(words)}"
        for (before, after), words in transitions.items()
    ]
    lines = ["stateDiagram-v2", "direction LR", f"[*] --> {first}", *arrows]
    return "```mermaid\n" + "\n    ".join(lines) + "\n```"


def redrawn(page: str) -> str:
    """The page with each of its pictures as the tables have it."""
    pictures = iter(
        (
            drawn(SessionState.PLANNED, SESSION_TRANSITIONS),
            drawn(ItemState.PENDING, ITEM_TRANSITIONS),
        )
    )
    return PICTURE.sub(lambda _: next(pictures), page)


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text("utf-8")), "utf-8")
