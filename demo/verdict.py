"""Whether the demo went as promised: closed with its recap, and everything there exactly once."""

from collections import Counter
from collections.abc import Iterator

from demo.plays.play import Play
from demo.stage import Stage
from localslack import Message


def problems(play: Play, stage: Stage, complaints: list[str]) -> list[str]:
    """What went wrong, a sentence each; empty if nothing did."""
    posts = [message for message in _all_messages(stage) if message.metadata]
    counted = Counter(_key(message) for message in posts)
    found = [f"{key} was posted {count} times" for key, count in counted.items() if count > 1]
    found += [f"{key} was never posted" for key in play.posted if counted[key] == 0]
    recap = "\n".join(m.readable() for m in posts if _key(m).startswith("recap"))
    found += [f"the recap lacks: {text}" for text in play.kept if text not in recap]
    refused = [each for each in stage.slack.wire.calls() if not each.ok]
    found += [f"Slack refused {each.name}: {each.answer.get('error')}" for each in refused]
    if "failed" in stage.bot.log or "given_up" in stage.bot.log:
        found.append(f"the bot's log tells of a failure:\n{stage.bot.log}")
    return found + complaints


def recap(stage: Stage) -> Message | None:
    return next((m for m in _all_messages(stage) if m.metadata and _key(m) == "recap"), None)


def _all_messages(stage: Stage) -> Iterator[Message]:
    for channel in stage.slack.workspace.channels.values():
        yield from channel.timeline.values()


def _key(message: Message) -> str:
    payload = (message.metadata or {}).get("event_payload") or {}
    return str(payload.get("key", "")).partition(":")[2]
