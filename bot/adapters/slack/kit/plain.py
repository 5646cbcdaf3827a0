"""What Slack makes of people's messages, as the words they wrote."""

import re

_TOKEN = re.compile(r"<(?P<body>[^<>]*)>")


_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def plain_text(mrkdwn: str) -> str:
    """The text of a message or command, as Slack gives it, as domain text.

    Only mentions of people stay tokens; channels, groups, links and dates become words.
    """
    text = _TOKEN.sub(lambda found: _in_words(found["body"]), mrkdwn)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _in_words(body: str) -> str:
    target, _, label = body.partition("|")
    if target.startswith("@"):
        return f"<{target}>"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return address if not label or label in address else f"{label} ({address})"
