"""Facts that were just kept, so that whoever publishes them need not read them again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cachetools import LRUCache

from bot.domain.state.facts import Record
from bot.domain.state.identity import SessionId

MOST_RECENT = 128

AllRecords = tuple[Record, ...]


@dataclass(slots=True)
class RecentRecords:
    """All the records of the sessions that something happened in last, of each from the first."""

    _kept: LRUCache[SessionId, AllRecords] = field(
        default_factory=lambda: LRUCache(maxsize=MOST_RECENT)
    )

    def up_to(self, session: SessionId, number: int) -> AllRecords | None:
        """The records of a session whose last one has this number, if they are known."""
        kept = self._kept.get(session)
        return kept if kept is not None and len(kept) == number else None

    def note(self, session: SessionId, records: Sequence[Record]) -> None:
        """Take note of records that were kept; a gap makes all that is known of it worthless."""
        if not records:
            return
        before = self._kept.get(session, ())
        if records[0].number == len(before) + 1:
            self._kept[session] = (*before, *records)
        else:
            self.forget(session)

    def note_all(self, session: SessionId, records: AllRecords) -> None:
        """Take note of what was read: everything that happened in a session."""
        if records and records[0].number == 1 and records[-1].number == len(records):
            self._kept[session] = records

    def forget(self, session: SessionId) -> None:
        self._kept.pop(session, None)
