"""The form to keep something, and what was filled in."""

from typing import Self

from slack_sdk.models.blocks import PlainTextInputElement, StaticSelectElement
from slack_sdk.models.views import View

from bot.adapters.slack.kit.ids import ActionId, Field, ViewId
from bot.adapters.slack.kit.inputs import field_input, modal, option, person_input
from bot.adapters.slack.kit.malformed import member
from bot.adapters.slack.kit.words import KIND_NOUNS
from bot.adapters.slack.payloads.metadata import Metadata
from bot.adapters.slack.payloads.shapes import Channel, SessionKey, Ts, Wire
from bot.adapters.slack.payloads.views import Form
from bot.domain.moves.captures import LONGEST_CAPTURE
from bot.domain.state.captures import CaptureKind, Note
from bot.domain.state.identity import MessageRef, SessionId


class CaptureOrigin(Wire):
    """The message that is being captured."""

    channel: Channel
    ts: Ts
    thread_ts: Ts | None

    @classmethod
    def of(cls, message: MessageRef) -> Self:
        return cls(channel=message.channel, ts=message.ts, thread_ts=message.thread_ts)


class CaptureContext(Metadata):
    session: SessionKey
    captured: CaptureOrigin | None

    @property
    def source(self) -> MessageRef | None:
        kept = self.captured
        return MessageRef(kept.channel, kept.ts, kept.thread_ts) if kept else None


def capture_form(session: SessionId, text: str = "", source: MessageRef | None = None) -> View:
    """Keep something: typed here, or the message `source` with its `text`."""
    kinds = [option(kind, noun.label) for kind, noun in KIND_NOUNS.items()]
    captured = CaptureOrigin.of(source) if source else None
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


def read_capture_form(form: Form) -> tuple[SessionId, Note]:
    known = CaptureContext.decode(form.metadata)
    note = Note(
        kind=member(CaptureKind, form.require(Field.KIND), Field.KIND),
        text=form.text(Field.TEXT),
        owner=form.person(Field.OWNER),
        source=known.source,
    )
    return known.session, note
