"""The oracle: what an attack has to have come to, and the table of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

SLOWEST_HEALTH = 1.0
# A process that holds on to what strangers send grows by far more.
MOST_GROWTH = 150 * 2**20
MOST_LOG = 4 * 2**20
MIB = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What came of an attack on one bot.

    Attributes:
        sent: How many deliveries and requests there were.
        taken: How many were answered 2xx, or acknowledged over a socket.
        refused: How many were answered 401.
        failed: How many were answered 5xx, or by nothing at all although Slack signed them.
        other: How many got another answer, or were cut off.
        let_in: Forged requests that got another answer than they should.
        unhandled: The log's lines that tell of an exception.
        stuck: Sessions that came to no end, and channels in which nothing works.
        pings: Live pings in what the bot sent to Slack.
        health: The slowest answer of `/healthz`, in seconds, beyond what the machine itself took.
        rss: The bytes of memory that the processes held at the start and at the end.
        log: The bytes that were logged.
        afterwards: What went wrong in the session that was held afterwards.
    """

    sent: int
    taken: int
    refused: int
    failed: int
    other: int
    let_in: Sequence[str] = ()
    unhandled: Sequence[str] = ()
    stuck: Sequence[str] = ()
    pings: Sequence[str] = ()
    health: float = 0.0
    rss: tuple[int, int] = (0, 0)
    log: int = 0
    afterwards: Sequence[str] = ()


def complaints(found: Findings) -> list[str]:
    """What is not as it must be; empty if all is well."""
    return list(_complaints(found))


def _complaints(found: Findings) -> Iterator[str]:
    if not found.sent or not found.taken:
        yield f"{found.taken} of {found.sent} deliveries were taken: that was no attack"
    if found.failed:
        yield f"{found.failed} deliveries got 5xx or no answer"
    for name in ("let_in", "unhandled", "stuck", "pings", "afterwards"):
        each: Sequence[str] = getattr(found, name)
        if each:
            yield f"{len(each)} {name.replace('_', ' ')}, such as {each[0][:600]}"
    if found.health >= SLOWEST_HEALTH:
        yield f"/healthz took {found.health:.1f} s"
    before, after = found.rss
    if after - before > MOST_GROWTH:
        yield f"memory grew from {before // MIB} to {after // MIB} MiB"
    if found.log > MOST_LOG:
        yield f"{found.log // MIB} MiB were logged"


def table(columns: Mapping[str, Findings]) -> str:
    """The numbers of each bot, side by side."""
    rows: list[tuple[str, list[str]]] = [
        (name, [f"{_number(getattr(each, field)):,}" for each in columns.values()])
        for name, field in COUNTED.items()
    ]
    rows += [
        ("slowest /healthz", [f"{each.health:.2f} s" for each in columns.values()]),
        ("memory", [f"{each.rss[0] // MIB}-{each.rss[1] // MIB} MiB" for each in columns.values()]),
        ("log", [f"{each.log // 1024:,} KiB" for each in columns.values()]),
        (
            "session afterwards",
            ["broken" if each.afterwards else "as usual" for each in columns.values()],
        ),
    ]
    head = f"{'':20}" + "".join(f"{name:>18}" for name in columns)
    lines = [f"{name:20}" + "".join(f"{cell:>18}" for cell in cells) for name, cells in rows]
    return "\n".join([head, *lines])


COUNTED = {
    "sent": "sent",
    "2xx": "taken",
    "401": "refused",
    "5xx": "failed",
    "other": "other",
    "let in": "let_in",
    "unhandled": "unhandled",
    "stuck": "stuck",
    "live pings": "pings",
}


def _number(value: int | Sequence[str]) -> int:
    return value if isinstance(value, int) else len(value)
