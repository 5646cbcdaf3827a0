"""The form that closes a session, and what was filled in."""

from slack_sdk.models.blocks import (
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    UrlInputElement,
)
from slack_sdk.models.views import View

from bot.adapters.slack.kit.blocks import Block, section, small
from bot.adapters.slack.kit.headings import measure
from bot.adapters.slack.kit.ids import ActionId, Field, Pressed, ViewId
from bot.adapters.slack.kit.inputs import MOST_OPTIONS, field_input, modal, option
from bot.adapters.slack.kit.malformed import number
from bot.adapters.slack.kit.text import bold, cut, escape, plain
from bot.adapters.slack.kit.words import KIND_NOUNS, UNTITLED, captured_counts, results
from bot.adapters.slack.payloads.views import Form
from bot.domain.moves.close import LONGEST_NOTE, Verdict
from bot.domain.moves.winners import is_unpicked
from bot.domain.rules.recap import is_left_open
from bot.domain.state.captures import Capture
from bot.domain.state.formats import Closing
from bot.domain.state.identity import CaptureId, SessionId
from bot.domain.state.session import Result, Session


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


def _result_input(session: Session) -> Block:
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
    missing = [KIND_NOUNS[kind].with_article for kind in closing.expects if kind not in kept]
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
    return option(str(capture.id), f"{KIND_NOUNS[capture.kind].label}: {plain(capture.text)}")


def read_close_form(form: Form) -> tuple[SessionId, Verdict]:
    left_out = form.choices(Field.LEFT_OUT)
    verdict = Verdict(
        result=form.word(Field.RESULT, Result),
        link=form.text(Field.LINK),
        note=form.text(Field.NOTE),
        left_out=frozenset(CaptureId(number(each, Field.LEFT_OUT)) for each in left_out),
    )
    return Pressed.decode(form.metadata).session, verdict


LONGEST_SMALL = 1000
