"""Trigger ids: the app may open one form, soon after a person did something."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from localslack.errors import SlackError
from localslack.workspace.users import User

LIFETIME = 3.0


@dataclass(slots=True)
class _Trigger:
    user: User
    expires: float
    used: bool = False


class Triggers:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._triggers: dict[str, _Trigger] = {}

    def issue(self, user: User) -> str:
        trigger_id = f"{secrets.randbits(40)}.{secrets.randbits(40)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = _Trigger(user, self._monotonic() + LIFETIME)
        return trigger_id

    def exchange(self, trigger_id: str) -> User:
        """Use the trigger up and learn whose it is."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._monotonic() >= trigger.expires:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.user
