"""Who takes part, and who holds which role."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.state.formats import Role
from bot.domain.state.identity import PersonId


class Presence(StrEnum):
    """How a person is in the session: taking part, observing, or gone."""

    JOINED = "joined"
    OBSERVING = "observing"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A person in the session since a moment (UTC); `took_part` stays once they joined."""

    person: PersonId
    presence: Presence
    since: datetime
    role: Role | None = None
    took_part: bool = False
    worth_it: bool | None = None


@dataclass(frozen=True, slots=True)
class Participants:
    """Everybody who ever took part, in the order in which they came."""

    people: tuple[Participant, ...] = ()

    def get(self, person: PersonId) -> Participant | None:
        return next((each for each in self.people if each.person == person), None)

    def with_presence(self, presence: Presence) -> tuple[Participant, ...]:
        return tuple(each for each in self.people if each.presence is presence)

    @property
    def joined(self) -> tuple[Participant, ...]:
        return self.with_presence(Presence.JOINED)

    def holder(self, role: Role) -> PersonId | None:
        return next((each.person for each in self.people if each.role is role), None)

    def role_of(self, person: PersonId) -> Role | None:
        found = self.get(person)
        return found.role if found else None

    def enter(self, person: PersonId, presence: Presence, now: datetime) -> "Participants":
        """Let a person in, or change how they are here; only those who joined keep a role."""
        joins = presence is Presence.JOINED
        known = self.get(person)
        if known is None:
            newcomer = Participant(person=person, presence=presence, since=now, took_part=joins)
            return Participants((*self.people, newcomer))
        return self._with(
            replace(
                known,
                presence=presence,
                since=now,
                role=known.role if joins else None,
                took_part=known.took_part or joins,
            )
        )

    def give(self, role: Role, person: PersonId) -> "Participants":
        """Give a role to somebody who joined; nobody holds two, no role has two holders."""
        return Participants(
            tuple(
                replace(each, role=role)
                if each.person == person
                else (replace(each, role=None) if each.role is role else each)
                for each in self.people
            )
        )

    def rate(self, person: PersonId, *, worth_it: bool) -> "Participants":
        known = self.get(person)
        return self if known is None else self._with(replace(known, worth_it=worth_it))

    def with_roles_filled(self, roles: Iterable[Role]) -> "Participants":
        """Give every free role to somebody who joined: who came first, gets the first."""
        filled = self
        for role in roles:
            candidate = filled._candidate(role)
            if candidate is not None and filled.holder(role) is None:
                filled = filled.give(role, candidate)
        return filled

    def _candidate(self, role: Role) -> PersonId | None:
        """Who joined first among those without a role; somebody always facilitates."""
        free = [each.person for each in self.joined if each.role is None]
        if role is Role.FACILITATOR:
            free += [each.person for each in self.joined]
        return next(iter(free), None)

    def _with(self, changed: Participant) -> "Participants":
        return Participants(
            tuple(changed if each.person == changed.person else each for each in self.people)
        )


NOBODY = Participants()
