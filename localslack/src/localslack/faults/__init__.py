"""Things that go wrong on purpose: calls, deliveries, sockets and what an admin does."""

from localslack.faults.calls import (
    Fault,
    Reset,
    error,
    half_an_answer,
    http_500,
    http_503,
    never,
    rate_limited,
    reset_after,
    reset_before,
    slow,
)
from localslack.faults.deliveries import Detour, late, lost_ack, overtaken, twice
from localslack.faults.holds import Hold
from localslack.faults.plans import ANY, Faults, Plan

__all__ = [
    "ANY",
    "Detour",
    "Fault",
    "Faults",
    "Hold",
    "Plan",
    "Reset",
    "error",
    "half_an_answer",
    "http_500",
    "http_503",
    "late",
    "lost_ack",
    "never",
    "overtaken",
    "rate_limited",
    "reset_after",
    "reset_before",
    "slow",
    "twice",
]
