"""The forms people fill in: start, capture, close."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    OptionGroup,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    UrlInputElement,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from bot.adapters.slack.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.payloads.metadata import Metadata
from bot.adapters.slack.payloads.shapes import Channel, SessionKey, Ts, Wire
from bot.adapters.slack.views.blocks import section, small
from bot.adapters.slack.views.card import measure
from bot.adapters.slack.views.inputs import (
    ACTIVITIES,
    agenda_input,
    chosen,
    field_input,
    line_input,
    modal,
    option,
    person_input,
)
from bot.adapters.slack.views.templates import length_text
from bot.adapters.slack.views.text import bold, cut, escape, plain
from bot.adapters.slack.views.words import ADVANCES, KINDS, UNTITLED, captured_counts, results
from bot.domain.moves.captures import LONGEST_CAPTURE
from bot.domain.moves.close import LONGEST_NOTE
from bot.domain.moves.winners import is_unpicked
from bot.domain.rules.recap import is_left_open
from bot.domain.state.agenda import minutes
from bot.domain.state.captures import Capture
from bot.domain.state.formats import Advance, Closing, Role, SessionFormat
from bot.domain.state.identity import ChannelId, MessageRef, PersonId, SessionId, is_direct
from bot.domain.state.session import Session
from bot.domain.state.templates import Template
from bot.domain.typed.agenda import write_agenda

MOST_OPTIONS = 100
# How a template is told from a format in the menu where one of them is chosen.
TEMPLATE = "template:"
LONGEST_SMALL = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFormValues:
    """All that is in the start form, as typed, so that it can be shown again.

    `queue` says that the plan will wait for the running session; `revises` is the plan that is
    being edited, if there is one already; an open `advance` follows the format. A `template` of
    the channel may be chosen in the place of a format.
    """

    channel: ChannelId
    outcome: str = ""
    measure: str = ""
    length: str = ""
    format: str = "team"
    template: str = ""
    agenda: str = ""
    advance: Advance | None = None
    people: tuple[PersonId, ...] = ()
    timekeeper: PersonId | None = None
    scribe: PersonId | None = None
    queue: bool = False
    revises: SessionId | None = None


class StartContext(Metadata):
    """What is known of a plan that is not in its form."""

    channel: Channel
    queue: bool
    revises: SessionKey | None


class Captured(Wire):
    """The message that is being captured."""

    channel: Channel
    ts: Ts
    thread_ts: Ts | None

    @classmethod
    def of(cls, message: MessageRef) -> Self:
        return cls(channel=message.channel, ts=message.ts, thread_ts=message.thread_ts)


class CaptureContext(Metadata):
    session: SessionKey
    captured: Captured | None

    @property
    def source(self) -> MessageRef | None:
        kept = self.captured
        return MessageRef(kept.channel, kept.ts, kept.thread_ts) if kept else None


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


def capture_form(session: SessionId, text: str = "", source: MessageRef | None = None) -> View:
    """Keep something: typed here, or the message `source` with its `text`."""
    kinds = [option(kind, noun.label) for kind, noun in KINDS.items()]
    captured = Captured.of(source) if source else None
    words = PlainTextInputElement(
        action_id=ActionId.INPUT,
        multiline=True,
        initial_value=text[:LONGEST_CAPTURE] or None,
        max_length=LONGEST_CAPTURE,
    )
    return modal(
        ViewId.CAPTURE,
        title="Capture",
        submit="Keep it",
        metadata=CaptureContext(session=session, captured=captured).encode(),
        blocks=[
            field_input(
                Field.KIND,
                "What is it?",
                StaticSelectElement(
                    action_id=ActionId.INPUT, options=kinds, initial_option=kinds[0]
                ),
                optional=False,
            ),
            field_input(Field.TEXT, "In one or two sentences", words, optional=False),
            field_input(
                Field.OWNER, "Owner", person_input(None), hint="For actions: who takes it on?"
            ),
        ],
    )


def close_form(session: Session, closing: Closing) -> View:
    """Check the outcome and decide what goes into the recap; a reopened session knows some."""
    return modal(
        ViewId.CLOSE,
        title="Close the session",
        submit="Close and post",
        metadata=Pressed(session.id).encode(),
        blocks=[
            section(f"Outcome: {bold(session.outcome)}" if session.outcome else f"*{UNTITLED}*"),
            *measure(session),
            _result_input(session),
            field_input(
                Field.LINK,
                "Link to the result",
                UrlInputElement(
                    action_id=ActionId.INPUT,
                    initial_value=session.result_link or None,
                    placeholder="https://",
                ),
            ),
            field_input(
                Field.NOTE,
                closing.question,
                PlainTextInputElement(
                    action_id=ActionId.INPUT,
                    multiline=True,
                    initial_value=session.note or None,
                    max_length=LONGEST_NOTE,
                ),
            ),
            *_recap_preview(session, closing),
        ],
    )


def _result_input(session: Session) -> InputBlock:
    return field_input(
        Field.RESULT,
        "Is it done?" if session.place.is_direct else "How did it turn out?",
        RadioButtonsElement(
            action_id=ActionId.INPUT,
            options=[option(result, words) for result, words in results(session).items()],
        ),
        optional=not session.outcome,
    )


def _recap_preview(session: Session, closing: Closing) -> list[Block]:
    """What the recap will hold, what to leave out of it, and what is not there yet."""
    blocks: list[Block] = []
    kept = {capture.kind for capture in session.captures}
    missing = [KINDS[kind].with_article for kind in closing.expects if kind not in kept]
    if missing:
        blocks.append(small(f"Not captured yet: {', '.join(missing)}."))
    if is_unpicked(session):
        blocks.append(small("Nobody has picked winners: the first ranks become outputs."))
    if session.captures:
        blocks.append(small(f"In the recap: {captured_counts(session.captures)}"))
        offered = session.captures[-MOST_OPTIONS:]
        element = StaticMultiSelectElement(
            action_id=ActionId.INPUT,
            options=[_capture_option(each) for each in offered],
            initial_options=[_capture_option(each) for each in offered if not each.in_recap]
            or None,
            placeholder="Nothing: keep them all",
        )
        blocks.append(field_input(Field.LEFT_OUT, "Leave out of the recap", element))
    still_open = ", ".join(
        escape(item.title) for item in session.items if is_left_open(session, item)
    )
    if still_open:
        blocks.append(small(f"Still open: {cut(still_open, LONGEST_SMALL)}"))
    return blocks


def _capture_option(capture: Capture) -> Option:
    return option(str(capture.id), f"{KINDS[capture.kind].label}: {plain(capture.text)}")
