"""What listeners may use."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.application.operating.checkup import Finding
from bot.application.work.work import Work
from bot.domain.state.identity import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What use cases work with, and what an answer to a person needs besides.

    `examine` checks the bot itself, and whether it can work in a channel.
    """

    work: Work
    examine: Callable[[Place], Awaitable[Sequence[Finding]]]
    workspace_url: str
    bot_name: str
