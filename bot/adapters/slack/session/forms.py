"""Forms that change the plan of a session which runs: write it anew, look at its clocks, apply."""

from datetime import datetime

from slack_sdk.models.views import View

from bot.adapters.slack.kit.agenda import at_when, title_of, when
from bot.adapters.slack.kit.blocks import Block, button, row, section, sections, small
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.kit.inputs import ACTIVITIES, agenda_input, field_input, modal
from bot.adapters.slack.kit.text import clock
from bot.adapters.slack.payloads.metadata import Metadata
from bot.adapters.slack.payloads.shapes import SessionKey, Text
from bot.adapters.slack.payloads.views import Form
from bot.domain.rules.schedule import clocks, ends_at
from bot.domain.state.agenda import ItemState
from bot.domain.state.identity import ItemId
from bot.domain.state.session import Session
from bot.domain.typed.agenda import write_agenda

# docs.slack.dev/reference/views/modal-views: so many characters of private metadata.
LONGEST_METADATA = 3000


class ChangedPlan(Metadata):
    """What somebody wrote for the rest of a session; `seen` is what was to come when they saw it.

    It travels through the forms, so that nothing typed is lost.
    """

    session: SessionKey
    seen: tuple[ItemId, ...]
    agenda: Text

    @property
    def is_too_long(self) -> bool:
        return len(self.encode()) > LONGEST_METADATA


def plan_of(session: Session) -> ChangedPlan:
    """What is still to come, as somebody would type it."""
    coming = session.pending
    return ChangedPlan(
        session=session.id,
        seen=tuple(item.id for item in coming),
        agenda=write_agenda(item.as_planned for item in coming),
    )


def change_plan_form(plan: ChangedPlan) -> View:
    """What is still to come, one line a step."""
    return modal(
        ViewId.CHANGE_PLAN,
        title="Change the plan",
        submit="Show the clocks",
        metadata=plan.encode(),
        blocks=[
            section("What is still to come. The step that runs is not touched."),
            field_input(
                Field.AGENDA,
                "Agenda from here on",
                agenda_input(plan.agenda, "Review 15"),
                hint="Change, move, add or take out lines. A step that is taken out is parked. "
                f"{ACTIVITIES}.",
                optional=False,
            ),
        ],
    )


def apply_plan_form(plan: ChangedPlan, before: Session, after: Session, now: datetime) -> View:
    """The clocks that a changed plan would give; nothing has been changed yet."""
    return modal(
        ViewId.APPLY_PLAN,
        title="The new clocks",
        submit="Apply",
        metadata=plan.encode(),
        blocks=[
            section(_ends(before, after, now)),
            *sections(_coming(after)),
            *_parked(before, after),
            row(button("Change it again", ActionId.CHANGE_PLAN, Pressed(plan.session))),
        ],
    )


def _ends(before: Session, after: Session, now: datetime) -> str:
    end, ended = (ends_at(each) or now for each in (after, before))
    was = "as before" if end == ended else f"before it was {when(before, ended)}"
    return f"The session would end *{at_when(after, end)}*; {was}."


def _coming(session: Session) -> list[str]:
    items = {item.id: item for item in session.pending}
    return [
        f"{clock(each.starts_at, session.zone)}-{when(session, each.ends_at)} "
        f"{title_of(items[each.item])}"
        for each in clocks(session)
        if each.item in items
    ]


def _parked(before: Session, after: Session) -> list[Block]:
    coming = {item.id for item in before.pending}
    parked = [
        title_of(item)
        for item in after.items
        if item.id in coming and item.state is ItemState.PARKED
    ]
    return [small(f"Parked: {', '.join(parked)}")] if parked else []


def read_change_plan_form(form: Form) -> ChangedPlan:
    known = ChangedPlan.decode(form.metadata)
    return known.model_copy(update={"agenda": form.lines(Field.AGENDA)})


def read_apply_plan_form(form: Form) -> ChangedPlan:
    return ChangedPlan.decode(form.metadata)
