"""How an event can go astray on its way to the app."""

from dataclasses import dataclass

from localslack.faults.holds import Hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Detour:
    """What becomes of one event.

    Attributes:
        copies: How often it is brought, one after the other, with the same `event_id`.
        hold: What keeps it back.
        overtaken: Whether the next event is brought first.
        lost_acks: How often Slack does not hear that the app took it, and so brings it again.
    """

    copies: int = 1
    hold: Hold | None = None
    overtaken: bool = False
    lost_acks: int = 0


STRAIGHT = Detour()


def twice() -> Detour:
    """Taken by the app, but brought again."""
    return Detour(copies=2)


def late(hold: Hold) -> Detour:
    return Detour(hold=hold)


def overtaken() -> Detour:
    """Out of order: it is brought once the event after it has been."""
    return Detour(overtaken=True)


def lost_ack() -> Detour:
    """Taken by the app, whose answer is lost: it comes again, and says that it is a retry."""
    return Detour(lost_acks=1)
