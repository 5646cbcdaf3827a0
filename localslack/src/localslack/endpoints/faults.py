"""Faults over HTTP, for apps and tests in another process or language.

`POST /_local/faults` takes one JSON object:

- a call goes wrong: `{"fault": "rate_limited", "method": "chat.postMessage"}`, for the next
  `times` (1), or at random with `probability` (0 to 1) from a `seed` (0). A method `*` is any.
  More is said by `retry_after` (whole seconds), `code` (of `error`), `carried_out`, and `seconds`
  (of `slow`; without them it waits for a release).
- an event goes astray: `{"fault": "late", "event": "message", "seconds": 2}`.
- an incident: `{"fault": "archive_channel", "channel": "design"}`, in `team`, by name or id.

`GET` tells what is planned and which faults there are, `DELETE` ends all of them, and
`POST /_local/faults/release` lets go what is kept back.
"""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from aiohttp import web

from localslack import faults
from localslack.errors import SlackError
from localslack.faults import Detour, Fault, Faults, Hold, Plan
from localslack.json_types import JsonObject
from localslack.teams.incidents import Incidents

_Trouble = TypeVar("_Trouble", Fault, Detour)


def _hold(asked: JsonObject) -> Hold:
    seconds = asked.get("seconds")
    return Hold(None if seconds is None else float(seconds))


def _done(asked: JsonObject) -> bool:
    return bool(asked.get("carried_out", False))


CALLS: Mapping[str, Callable[[JsonObject], Fault]] = {
    "rate_limited": lambda asked: faults.rate_limited(int(asked.get("retry_after", 1))),
    "error": lambda asked: faults.error(str(asked["code"]), carried_out=_done(asked)),
    "http_500": lambda asked: faults.http_500(carried_out=_done(asked)),
    "http_503": lambda asked: faults.http_503(carried_out=_done(asked)),
    "reset_before": lambda _: faults.reset_before(),
    "reset_after": lambda _: faults.reset_after(),
    "half_an_answer": lambda _: faults.half_an_answer(),
    "slow": lambda asked: faults.slow(_hold(asked)),
    "never": lambda _: faults.never(),
}
EVENTS: Mapping[str, Callable[[JsonObject], Detour]] = {
    "twice": lambda _: faults.twice(),
    "late": lambda asked: faults.late(_hold(asked)),
    "overtaken": lambda _: faults.overtaken(),
    "lost_ack": lambda _: faults.lost_ack(),
}
INCIDENTS = tuple(
    name for name, value in vars(Incidents).items() if name[0] != "_" and inspect.isfunction(value)
)


class FaultsApi:
    def __init__(self, planned: Faults, incidents: Callable[[str], Incidents]) -> None:
        self._faults = planned
        self._incidents = incidents

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/_local/faults", self._post),
            web.get("/_local/faults", self._get),
            web.delete("/_local/faults", self._delete),
            web.post("/_local/faults/release", self._release),
        ]

    async def _post(self, request: web.Request) -> web.Response:
        # A page in a browser cannot send this type to another site without asking first.
        if request.content_type != "application/json":
            return _refusal("send application/json")
        asked = await request.json()
        try:
            self._switch_on(asked)
        except (KeyError, LookupError, TypeError, ValueError, AttributeError) as problem:
            return _refusal(f"{type(problem).__name__}: {problem}")
        except SlackError as problem:
            return _refusal(problem.code)
        return web.json_response({"ok": True})

    async def _get(self, request: web.Request) -> web.Response:  # noqa: ARG002
        return web.json_response(
            {
                "ok": True,
                "calls": _told(self._faults),
                "events": _told(self._faults.events),
                "known": [*CALLS, *EVENTS, *INCIDENTS],
            }
        )

    async def _delete(self, request: web.Request) -> web.Response:  # noqa: ARG002
        self._faults.clear_all()
        return web.json_response({"ok": True})

    async def _release(self, request: web.Request) -> web.Response:  # noqa: ARG002
        self._faults.release()
        self._faults.events.release()
        return web.json_response({"ok": True})

    def _switch_on(self, asked: JsonObject) -> None:
        name = asked["fault"]
        if name in CALLS:
            _plan(self._faults, asked["method"], CALLS[name](asked), asked)
        elif name in EVENTS:
            _plan(self._faults.events, asked["event"], EVENTS[name](asked), asked)
        elif name in INCIDENTS:
            more: dict[str, Any] = {k: v for k, v in asked.items() if k not in {"fault", "team"}}
            getattr(self._incidents(asked.get("team", "")), name)(**more)
        else:
            raise LookupError(f"there is no fault {name!r}")


def _plan(plan: Plan[_Trouble], name: str, trouble: _Trouble, asked: JsonObject) -> None:
    if "probability" in asked:
        plan.at_random(
            name, trouble, probability=float(asked["probability"]), seed=int(asked.get("seed", 0))
        )
    else:
        plan.next(name, trouble, times=int(asked.get("times", 1)))


def _told(plan: Plan[_Trouble]) -> JsonObject:
    return {"waiting": plan.waiting(), "at_random": [list(each) for each in plan.chances()]}


def _refusal(reason: str) -> web.Response:
    return web.json_response({"ok": False, "error": reason}, status=400)
