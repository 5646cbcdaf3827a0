"""Whether the demo went as promised: closed with its recap, and everything there exactly once."""

from collections import Counter

from demo.plays.play import Play
from demo.posts import is_of, post, posts
from demo.stage import Stage
from localslack import Message


def problems(play: Play, stage: Stage, complaints: list[str]) -> list[str]:
    """What went wrong, a sentence each; empty if nothing did."""
    posted = list(posts(stage.slack))
    counted = Counter(key for key, _ in posted)
    found = [f"{key} was posted {count} times" for key, count in counted.items() if count > 1]
    found += [f"{kind} was never posted" for kind in play.posted if not _times(kind, counted)]
    recap = "\n".join(m.readable() for key, m in posted if is_of("recap", key))
    found += [f"the recap lacks: {text}" for text in play.kept if text not in recap]
    seen = "\n".join(m.readable() for _, m in posted if m.channel is stage.channel)
    found += [f"the channel can read: {text}" for text in play.secret if text in seen]
    refused = [each for each in stage.slack.traffic.calls() if not each.ok]
    found += [f"Slack refused {each.name}: {each.answer.get('error')}" for each in refused]
    if stage.bot.failures or "given_up" in stage.bot.log:
        found.append(f"the bot's log tells of a failure:\n{stage.bot.log}")
    return found + complaints


def recap(stage: Stage) -> Message | None:
    return post(stage.slack, "recap")


def _times(kind: str, counted: Counter[str]) -> int:
    return sum(count for key, count in counted.items() if is_of(kind, key))
