"""Parked thoughts: the form, the private answer, and the way back to whoever had them."""

from collections.abc import Mapping

from bot.adapters.slack.kit.blocks import Rendered, rendered
from bot.adapters.slack.kit.ids import ActionId
from bot.adapters.slack.kit.text import linked
from bot.domain.state.agenda import AgendaItem
from bot.domain.state.facts import ThoughtsHandedBack
from bot.domain.state.session import Session


def thought_buttons(session: Session, _item: AgendaItem) -> Mapping[ActionId, str]:
    return {ActionId.PARK_THOUGHT: "Park a thought"} if session.activities.thoughts.offered else {}


def parked(session: Session) -> Rendered:
    """What somebody reads who typed a thought where others may read it too."""
    kept = "Parked. You get it back at the next break, or when the session closes."
    if session.place.is_direct:
        return rendered(kept)
    return rendered(
        f"{kept} Others can read your message here; you can delete it, and I still know."
    )


def handed_back(session: Session, fact: ThoughtsHandedBack) -> str:
    """The thoughts of one person, a line each."""
    texts = {each.id: each.text for each in session.activities.thoughts.kept}
    lines = [f"• {linked(texts[thought])}" for thought in fact.thoughts if thought in texts]
    return "\n".join(("You parked this for later:", *lines))
