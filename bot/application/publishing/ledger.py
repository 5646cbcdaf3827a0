"""What is known about the posts of one session, for as long as a claim on it lasts."""

from dataclasses import dataclass

from bot.application.ports import Clock
from bot.application.posts import keys
from bot.application.publishing.ports import Claim, Outbox, PostState, SentPost
from bot.domain.state.identity import MessageRef


@dataclass(slots=True)
class Ledger:
    outbox: Outbox
    clock: Clock
    claim: Claim
    sent: dict[str, SentPost]

    def entry(self, key: str) -> SentPost:
        return self.sent.get(key) or SentPost(key=key, state=PostState.WAITING)

    @property
    def card(self) -> MessageRef | None:
        return self.entry(keys.CARD).ref

    async def write(self, entry: SentPost) -> None:
        """Write down what is known now; raises `LeaseLost` when the claim is over."""
        await self.outbox.write(self.claim, entry, self.clock.real_now())
        self.sent[entry.key] = entry
