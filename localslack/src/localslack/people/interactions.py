"""What a person does with the app: the payload it gets, and what its answer changes."""

from collections.abc import Mapping

from localslack.app.installation import Installation
from localslack.app.manifest import Shortcut
from localslack.app.replies import reply
from localslack.app.response_urls import ResponseUrl
from localslack.block_kit.elements import Element, label_of
from localslack.delivery.dispatcher import Dispatcher
from localslack.delivery.envelopes import Envelope, Kind, NotDelivered
from localslack.errors import BadAnswer, NotAcknowledged, SlackError
from localslack.json_types import JsonObject
from localslack.payloads import interactions as shapes
from localslack.validation import check_suggestions, check_view
from localslack.workspace.contents import Content
from localslack.workspace.conversations import Channel, Draft, Message
from localslack.workspace.events import (
    Clicked,
    CommandRun,
    FormClosed,
    FormErrors,
    FormOpened,
    FormSubmitted,
    FormUpdated,
    NotAcknowledgedSeen,
    ShortcutUsed,
)
from localslack.workspace.forms import View
from localslack.workspace.users import SLACKBOT, User


class Interactions:
    def __init__(self, app: Installation, dispatcher: Dispatcher) -> None:
        self._app = app
        self._dispatcher = dispatcher
        self._workspace = app.workspace

    async def run_command(self, user: User, channel: Channel, command: str, text: str) -> None:
        payload = shapes.command(self._app, user, channel, command, text)
        self._workspace.tell(CommandRun(user, channel, command, text))
        envelope = Envelope(kind=Kind.COMMAND, name=command, payload=payload)
        answer = await self._deliver(user, channel, f"{command} {text}", envelope)
        if answer:
            place = ResponseUrl(user=user, channel=channel, original=None, expires=0)
            try:
                reply(self._app, place, answer)
            except SlackError as problem:
                raise self._bad_answer(user, channel, command, str(problem)) from problem

    async def click(
        self, user: User, on: Message | View, element: Element, value: JsonObject, label: str
    ) -> None:
        """Use a button or a menu, of a message, a modal or a Home."""
        self._workspace.tell(Clicked(user, label, on))
        payload = shapes.block_actions(self._app, user, on, element, value)
        place = on.channel if isinstance(on, Message) else self._direct(user)
        await self._deliver(user, place, label, _interactive(payload))

    async def suggest(
        self, user: User, on: Message | View, element: Element, typed: str
    ) -> JsonObject:
        """What the app offers for what was typed: `options` or `option_groups`."""
        payload = shapes.block_suggestion(self._app, user, on, element, typed)
        place = on.channel if isinstance(on, Message) else self._direct(user)
        label = label_of(element)
        answer = await self._deliver(user, place, label, _interactive(payload))
        problems = check_suggestions(answer)
        if problems:
            raise self._bad_answer(user, place, label, "; ".join(map(str, problems)))
        return answer

    async def use_shortcut(self, user: User, shortcut: Shortcut, on: Message | None) -> None:
        self._workspace.tell(ShortcutUsed(user, shortcut.name, on))
        payload = shapes.shortcut(self._app, user, shortcut, on)
        place = on.channel if on else self._direct(user)
        await self._deliver(user, place, shortcut.name, _interactive(payload))

    async def submit(self, view: View) -> None:
        """Send a form; the app's answer closes it, changes it or finds faults in it."""
        view.errors = {}
        self._workspace.tell(FormSubmitted(view))
        payload = shapes.view_submission(self._app, view)
        place = self._direct(view.user)
        answer = await self._deliver(view.user, place, view.title, _interactive(payload))
        self._follow(view, answer)

    async def close(self, view: View, *, whole_stack: bool = False) -> None:
        """Leave a form by its close button; the cross above it leaves the `whole_stack`.

        The button does so too where the form says `clear_on_close`. A form that is closed
        already, as by a second click, stays so.
        """
        if view.closed:
            return
        forms = self._workspace.forms
        clears = whole_stack or bool(view.definition.get("clear_on_close"))
        told = forms.stack(view.user)[0] if clears else view
        for each in forms.clear(view.user) if clears else [view]:
            forms.close(each)
            self._workspace.tell(FormClosed(each))
        if told.definition.get("notify_on_close"):
            payload = shapes.view_closed(self._app, told, is_cleared=clears)
            place = self._direct(view.user)
            await self._deliver(view.user, place, view.title, _interactive(payload))

    def _follow(self, view: View, answer: JsonObject) -> None:
        actions = {
            "errors": self._show_errors,
            "update": self._update,
            "push": self._push,
            "clear": self._clear,
        }
        response_action = answer.get("response_action")
        if not response_action:
            self._close_one(view)
        elif response_action in actions:
            actions[response_action](view, answer)
        else:
            raise self._bad_form_answer(view, f"unknown response_action {response_action!r}")

    def _close_one(self, view: View) -> None:
        self._workspace.forms.close(view)
        self._workspace.tell(FormClosed(view))

    def _show_errors(self, view: View, answer: JsonObject) -> None:
        errors = answer.get("errors")
        inputs = {element.block_id for element in view.elements() if element.is_input}
        if not isinstance(errors, Mapping) or not errors:
            raise self._bad_form_answer(view, "errors must name at least one block")
        if not inputs.issuperset(errors):
            strangers = ", ".join(sorted(set(errors) - inputs))
            raise self._bad_form_answer(view, f"errors for what is no input block: {strangers}")
        view.errors = dict(errors)
        self._workspace.tell(FormErrors(view))

    def _update(self, view: View, answer: JsonObject) -> None:
        self._workspace.forms.update(view, self._checked(view, answer))
        self._workspace.tell(FormUpdated(view))

    def _push(self, view: View, answer: JsonObject) -> None:
        try:
            pushed = self._workspace.forms.push(view.user, self._checked(view, answer))
        except SlackError as problem:
            raise self._bad_form_answer(view, str(problem)) from problem
        self._workspace.tell(FormOpened(pushed))

    def _clear(self, view: View, answer: JsonObject) -> None:  # noqa: ARG002
        for each in self._workspace.forms.clear(view.user):
            self._workspace.tell(FormClosed(each))

    def _checked(self, view: View, answer: JsonObject) -> JsonObject:
        definition = answer.get("view")
        if not isinstance(definition, dict):
            raise self._bad_form_answer(view, "the answer has no view")
        problems = check_view(definition)
        if problems:
            raise self._bad_form_answer(view, "; ".join(map(str, problems)))
        return definition

    async def _deliver(
        self, user: User, place: Channel, action: str, envelope: Envelope
    ) -> JsonObject:
        try:
            return await self._dispatcher.deliver(envelope)
        except NotDelivered as failure:
            self._show_failure(user, place, action, failure.reason)
            raise NotAcknowledged(
                f"the app did not answer {envelope.name} ({action}): {failure.reason}"
            ) from failure

    def _bad_form_answer(self, view: View, reason: str) -> BadAnswer:
        return self._bad_answer(view.user, self._direct(view.user), view.title, reason)

    def _bad_answer(self, user: User, place: Channel, action: str, reason: str) -> BadAnswer:
        self._show_failure(user, place, action, reason)
        return BadAnswer(f"the app answered {action!r} with what Slack refuses: {reason}")

    def _show_failure(self, user: User, place: Channel, action: str, reason: str) -> None:
        text = f"{action} failed with the error {reason!r}"
        self._workspace.whisper(
            Draft(channel=place, user=SLACKBOT, content=Content(text=text)), to=user
        )
        self._workspace.tell(NotAcknowledgedSeen(user, action, reason))

    def _direct(self, user: User) -> Channel:
        return self._workspace.direct(user, self._app.bot)


def _interactive(payload: JsonObject) -> Envelope:
    return Envelope(kind=Kind.INTERACTIVE, name=str(payload["type"]), payload=payload)
