"""What listeners may use."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.application.changes import Changes
from bot.application.channel_settings import SettingsDesk
from bot.application.overview import Overview
from bot.application.planning import Planning
from bot.application.ports import Clock, Directory, Store
from bot.application.taking_part import Ticking
from bot.domain.formats import SessionFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The use cases, and what an answer to a person needs besides."""

    planning: Planning
    changes: Changes
    ticking: Ticking
    settings: SettingsDesk
    overview: Overview
    store: Store
    clock: Clock
    directory: Directory
    formats: Mapping[str, SessionFormat]
    workspace_url: str
    bot_name: str
