"""Who asks: the person, their workspace, and the delivery that brought the question."""

from dataclasses import dataclass

from bot.domain.identity import PersonId, TeamId


@dataclass(frozen=True, slots=True)
class Asker:
    """A person who asked for something; `delivery` is the same when Slack delivers it again."""

    team: TeamId
    person: PersonId
    delivery: str
