"""The workspace and the app that deliveries are for."""

from dataclasses import dataclass

from bot.domain.state.identity import TeamId


@dataclass(frozen=True, slots=True)
class Installation:
    """`app` is the app's id, "" where Slack does not tell it."""

    team: TeamId
    app: str
