"""The one way in for what Slack delivers, over Socket Mode and over HTTP.

A payload is parsed once, and looked at whose it is; Bolt gets what it needs to find the listener,
and the listener gets the parsed value. Nothing else of a payload reaches any of them.
"""

from http import HTTPStatus
from typing import Any, assert_never

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.adapters.slack.client.installation import Installation
from bot.adapters.slack.edge.deliveries import DELIVERY, Delivery
from bot.adapters.slack.kit.blocks import rendered
from bot.adapters.slack.kit.malformed import UNREADABLE, Malformed
from bot.adapters.slack.kit.notice import notice
from bot.adapters.slack.payloads.events import Event
from bot.adapters.slack.payloads.interactions import Command, PressedElement, Shortcut, Submission
from bot.adapters.slack.payloads.parse import Delivered, Unused, kind_of, parse
from bot.application.operating.telemetry import Kind, Outcome, Telemetry
from bot.domain.state.identity import TeamId

# docs.slack.dev/reference/events/url_verification: a random word, sent back as it came.
LONGEST_CHALLENGE = 1_000
NOT_OURS = "I am not set up for this workspace. Ask whoever added me to install me here."

log = structlog.get_logger()


class Intake:
    """Takes deliveries in; its answers are for whichever way they came."""

    def __init__(self, app: AsyncApp, installation: Installation, telemetry: Telemetry) -> None:
        self._app = app
        self._installation = installation
        self._telemetry = telemetry

    async def take(self, body: object, *, repeated: bool = False) -> BoltResponse:
        """Deal with a payload that is known to be Slack's.

        Args:
            body: The payload as it was read from JSON or from a form.
            repeated: Whether Slack has brought it before and did not hear that it was taken.
        """
        if not isinstance(body, dict):
            return self._malformed(None, "payload: no object")
        if body.get("type") == "url_verification":
            return _challenged(body.get("challenge"))
        try:
            delivered = parse(body)
        except Unused:
            return _taken()
        except Malformed as malformed:
            return self._malformed(kind_of(body), malformed.where)
        if not self._is_ours(delivered):
            return self._foreign(delivered)
        request = AsyncBoltRequest(
            # The signature was checked over the bytes, so Bolt need not look for one.
            mode="socket_mode",
            body=_for_bolt(delivered, self._installation.team),
            context={DELIVERY: Delivery(delivered, self._installation.team, repeated=repeated)},
        )
        return await self._app.async_dispatch(request)

    def unreadable(self) -> BoltResponse:
        """Deal with something that is known to be Slack's and cannot be read at all."""
        return self._malformed(None, "body: unreadable")

    def _is_ours(self, delivered: Delivered) -> bool:
        ours = self._installation
        from_our_app = not ours.app or delivered.api_app_id in {None, ours.app}
        return from_our_app and delivered.installed_in == ours.team

    def _malformed(self, kind: Kind | None, where: str) -> BoltResponse:
        self._refused(kind, Outcome.MALFORMED)
        log.warning("delivery_malformed", action="delivery_malformed", kind=kind, where=where)
        return _told(kind, UNREADABLE)

    def _foreign(self, delivered: Delivered) -> BoltResponse:
        kind = _kind(delivered)
        self._refused(kind, Outcome.FOREIGN)
        log.warning(
            "delivery_foreign",
            action="delivery_foreign",
            kind=kind,
            team=delivered.installed_in,
            app=delivered.api_app_id,
        )
        return _told(kind, NOT_OURS)

    def _refused(self, kind: Kind | None, outcome: Outcome) -> None:
        self._telemetry.delivered(kind or Kind.OTHER, outcome, 0.0, repeated=False)


def _kind(delivered: Delivered) -> Kind:
    match delivered:
        case Command():
            return Kind.COMMAND
        case PressedElement() | Shortcut():
            return Kind.CLICK
        case Submission():
            return Kind.FORM
        case Event():
            return Kind.EVENT
        case _:
            assert_never(delivered)


def _told(kind: Kind | None, said: str) -> BoltResponse:
    """Taken, so that Slack does not bring it again, with a word where the answer can hold one."""
    if kind is Kind.COMMAND:
        return BoltResponse(status=HTTPStatus.OK, body=said)
    if kind is Kind.FORM:
        view = notice(rendered(said)).to_dict()
        answer = {"response_action": "update", "view": view}
        return BoltResponse(status=HTTPStatus.OK, body=answer)
    return _taken()


def _taken() -> BoltResponse:
    return BoltResponse(status=HTTPStatus.OK, body="")


def _challenged(challenge: object) -> BoltResponse:
    if not isinstance(challenge, str) or len(challenge) > LONGEST_CHALLENGE:
        return _taken()
    return BoltResponse(status=HTTPStatus.OK, body={"challenge": challenge})


def _for_bolt(delivered: Delivered, team: TeamId) -> dict[str, Any]:
    """As much of a payload as Bolt needs to find its listener, and whether the bot did it."""
    match delivered:
        case Command():
            return {"command": delivered.command, "team_id": team, "user_id": delivered.user_id}
        case PressedElement():
            pressed = delivered.action
            action = {
                "type": pressed.type,
                "action_id": pressed.action_id,
                "block_id": pressed.block_id,
            }
            return {**_interaction(delivered, team), "actions": [action]}
        case Shortcut():
            return {**_interaction(delivered, team), "callback_id": delivered.callback_id}
        case Submission():
            return _interaction(delivered, team)
        case Event(event=event):
            happened = {"type": event.type, "user": event.user}
            return {"type": delivered.type, "team_id": team, "event": happened}
        case _:
            assert_never(delivered)


def _interaction(delivered: PressedElement | Shortcut | Submission, team: TeamId) -> dict[str, Any]:
    told = {"type": delivered.type, "team": {"id": team}, "user": {"id": delivered.user.id}}
    if delivered.view is None:
        return told
    # Without a name Bolt would not even ask the listener for what is unknown.
    view = {"type": delivered.view.type, "callback_id": delivered.view.callback_id or ""}
    return {**told, "view": view}
