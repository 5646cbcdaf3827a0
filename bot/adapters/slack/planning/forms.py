"""The start form, and what was filled in."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    OptionGroup,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.adapters.slack.kit.blocks import Block
from bot.adapters.slack.kit.ids import ActionId, Field, ViewId
from bot.adapters.slack.kit.inputs import (
    ACTIVITIES,
    agenda_input,
    chosen,
    field_input,
    line_input,
    modal,
    option,
    person_input,
)
from bot.adapters.slack.kit.words import ADVANCES
from bot.adapters.slack.payloads.metadata import Metadata
from bot.adapters.slack.payloads.shapes import Channel, SessionKey
from bot.adapters.slack.payloads.views import Form
from bot.adapters.slack.templates.views import length_text
from bot.domain.state.agenda import minutes
from bot.domain.state.formats import Advance, Role, SessionFormat
from bot.domain.state.identity import ChannelId, is_direct
from bot.domain.state.session import Session
from bot.domain.state.templates import Template
from bot.domain.typed.agenda import write_agenda
from bot.domain.typed.plan_request import PlanRequest

# How a template is told from a format in the menu where one of them is chosen.
TEMPLATE = "template:"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFormValues(PlanRequest):
    """All that is in the start form, as typed, so that it can be shown again, and its channel."""

    channel: ChannelId


class StartContext(Metadata):
    """What is known of a plan that is not in its form."""

    channel: Channel
    queue: bool
    revises: SessionKey | None


def values_of(session: Session) -> StartFormValues:
    """What the start form holds when a plan is edited."""
    participants = session.participants
    free = [each.person for each in participants.joined if each.role is None]
    return StartFormValues(
        channel=session.place.channel,
        outcome=session.outcome,
        measure=session.measure,
        length=str(minutes(session.slot)),
        format=session.format,
        agenda=write_agenda(session.plan),
        advance=session.advance,
        people=tuple(person for person in free if person != session.planned_by),
        timekeeper=participants.holder(Role.TIMEKEEPER),
        scribe=participants.holder(Role.SCRIBE),
        queue=session.queued_after is not None,
        revises=session.id,
    )


def start_form(
    formats: Sequence[SessionFormat],
    values: StartFormValues,
    templates: Sequence[Template] = (),
) -> View:
    return modal(
        ViewId.START,
        title="Plan a work session",
        submit="Queue it" if values.queue else "Start",
        metadata=StartContext(
            channel=values.channel, queue=values.queue, revises=values.revises
        ).encode(),
        blocks=[
            *_goal_inputs(values),
            *_time_inputs(formats, templates, values),
            *_agenda_inputs(values),
            *_people_inputs(values),
        ],
    )


def _goal_inputs(values: StartFormValues) -> list[Block]:
    return [
        field_input(Field.OUTCOME, "What exists at the end?", line_input(values.outcome)),
        field_input(Field.MEASURE, "How will you know?", line_input(values.measure)),
    ]


def _time_inputs(
    formats: Sequence[SessionFormat], templates: Sequence[Template], values: StartFormValues
) -> list[Block]:
    return [
        field_input(
            Field.LENGTH,
            "How long?",
            PlainTextInputElement(
                action_id=ActionId.INPUT,
                initial_value=values.length or None,
                placeholder="60",
                max_length=20,
            ),
            hint="Such as 60, 1h30 or 2 days. Leave it empty for what the format usually takes.",
        ),
        field_input(
            Field.FORMAT,
            "Format",
            _kind_select(formats, templates, values),
            optional=False,
        ),
    ]


def _usual(formats: Sequence[SessionFormat], values: StartFormValues) -> str:
    """The format for whoever has named none: in direct messages, one for one person."""
    alone = is_direct(values.channel)
    return next((each.name for each in formats if each.alone is alone), "")


def _kind_select(
    formats: Sequence[SessionFormat], templates: Sequence[Template], values: StartFormValues
) -> StaticSelectElement:
    """The formats there are and, under a heading of their own, the templates of the channel."""
    kinds = [option(each.name, each.title, each.summary) for each in formats]
    saved = [option(TEMPLATE + each.name, each.name, length_text(each)) for each in templates]
    wanted = (
        TEMPLATE + values.template if values.template else values.format or _usual(formats, values)
    )
    initial = chosen([*kinds, *saved], wanted) or kinds[0]
    if not saved:
        return StaticSelectElement(action_id=ActionId.INPUT, options=kinds, initial_option=initial)
    groups = [OptionGroup(label="Formats", options=kinds)]
    groups.append(OptionGroup(label="Templates of this channel", options=saved))
    return StaticSelectElement(
        action_id=ActionId.INPUT, option_groups=groups, initial_option=initial
    )


def _agenda_inputs(values: StartFormValues) -> list[Block]:
    styles = [option(each, words) for each, words in ADVANCES.items()]
    return [
        field_input(
            Field.AGENDA,
            "Agenda",
            agenda_input(values.agenda, "Intro 5"),
            hint="One line per step, such as: Intro 5, Ideas (15 min) @ana, 10:00-10:20 Review, "
            f"Break 10. Leave it empty and the format brings its own. {ACTIVITIES}.",
        ),
        field_input(
            Field.ADVANCE,
            "Who moves on to the next step?",
            RadioButtonsElement(
                action_id=ActionId.INPUT,
                options=styles,
                initial_option=chosen(styles, values.advance),
            ),
            hint="Leave it open for what the format does.",
        ),
    ]


def _people_inputs(values: StartFormValues) -> list[Block]:
    return [
        field_input(
            Field.PEOPLE,
            "Who is in from the start?",
            UserMultiSelectElement(
                action_id=ActionId.INPUT, initial_users=list(values.people) or None
            ),
            hint="Everybody else in the channel can press Join at any time.",
        ),
        field_input(Field.TIMEKEEPER, "Timekeeper", person_input(values.timekeeper)),
        field_input(Field.SCRIBE, "Scribe", person_input(values.scribe)),
    ]


def read_start_form(form: Form) -> StartFormValues:
    known = StartContext.decode(form.metadata)
    chosen = form.choice(Field.FORMAT)
    template = chosen.removeprefix(TEMPLATE) if chosen.startswith(TEMPLATE) else ""
    return StartFormValues(
        channel=known.channel,
        outcome=form.text(Field.OUTCOME),
        measure=form.text(Field.MEASURE),
        length=form.text(Field.LENGTH),
        format="" if template else chosen,
        template=template,
        agenda=form.lines(Field.AGENDA),
        advance=form.word(Field.ADVANCE, Advance),
        people=form.people(Field.PEOPLE),
        timekeeper=form.person(Field.TIMEKEEPER),
        scribe=form.person(Field.SCRIBE),
        queue=known.queue,
        revises=known.revises,
    )
