"""What is known about the posts of one session, for as long as a claim on it lasts."""

from dataclasses import dataclass, field

from bot.application.ports import Clock
from bot.application.posts import keys
from bot.application.publishing.ports import Claim, Outbox, PostState, SentPost
from bot.domain.state.identity import MessageRef


@dataclass(slots=True)
class Ledger:
    """What is known; what is only `noted` is written when the session is given back, or before."""

    outbox: Outbox
    clock: Clock
    claim: Claim
    sent: dict[str, SentPost]
    noted: dict[str, SentPost] = field(default_factory=dict)

    def entry(self, key: str) -> SentPost:
        return self.sent.get(key) or SentPost(key=key, state=PostState.WAITING)

    @property
    def card(self) -> MessageRef | None:
        return self.entry(keys.CARD).ref

    async def write(self, entry: SentPost) -> None:
        """Write down what is known now; raises `LeaseLost` when the claim is over."""
        self.note(entry)
        await self.flush()

    async def flush(self) -> None:
        """Write down what was only noted; raises `LeaseLost` when the claim is over."""
        if self.noted:
            await self.outbox.write(self.claim, tuple(self.noted.values()), self.clock.real_now())
            self.noted.clear()

    def note(self, entry: SentPost) -> None:
        """Take note of what does no harm if it is found out once more."""
        self.sent[entry.key] = self.noted[entry.key] = entry
