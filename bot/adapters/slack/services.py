"""What listeners may use."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.application.admission import Admission
from bot.application.changes import Changes
from bot.application.channel_settings import SettingsDesk
from bot.application.checkup import Finding
from bot.application.ideas import Ideas
from bot.application.overview import Overview
from bot.application.planning import Planning
from bot.application.ports import Clock, Directory, Membership, Store
from bot.application.rehearsing import Rehearsing
from bot.application.repeating import Repeating
from bot.application.taking_part import Ticking
from bot.application.templates import TemplateDesk
from bot.domain.state.formats import SessionFormat
from bot.domain.state.identity import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The use cases, and what an answer to a person needs besides.

    `examine` checks the bot itself, and whether it can work in a channel.
    """

    planning: Planning
    changes: Changes
    ticking: Ticking
    settings: SettingsDesk
    overview: Overview
    ideas: Ideas
    templates: TemplateDesk
    repeating: Repeating
    rehearsing: Rehearsing
    admission: Admission
    membership: Membership
    examine: Callable[[Place], Awaitable[Sequence[Finding]]]
    store: Store
    clock: Clock
    directory: Directory
    formats: Mapping[str, SessionFormat]
    workspace_url: str
    bot_name: str
