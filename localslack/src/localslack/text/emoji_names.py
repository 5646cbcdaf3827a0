"""Slack's short names for emoji, such as `white_check_mark`, and what they look like."""

import re
from collections.abc import Collection

import emoji

from localslack.text.emoji_aliases import CANONICAL

_NAME = re.compile(r":([a-z0-9_+'\-]+)(?:::skin-tone-([2-6]))?:")
_SKIN_TONES = dict(zip("23456", "🏻🏼🏽🏾🏿", strict=True))
_VARIATION = "\N{VARIATION SELECTOR-16}"

# Slack names emoji after github.com/iamcal/emoji-data; these the emoji package does not know so.
_ONLY_IN_SLACK = {
    "barely_sunny": "🌥️",
    "email": "✉️",
    "keycap_star": "*️⃣",
    "knife_fork_plate": "🍽️",
    "ladybug": "🐞",
    "large_brown_circle": "🟤",
    "large_brown_square": "🟫",
    "large_blue_square": "🟦",
    "large_green_circle": "🟢",
    "large_green_square": "🟩",
    "large_orange_circle": "🟠",
    "large_orange_square": "🟧",
    "large_purple_circle": "🟣",
    "large_purple_square": "🟪",
    "large_red_square": "🟥",
    "large_yellow_circle": "🟡",
    "large_yellow_square": "🟨",
    "lightning": "🌩️",
    "man_and_woman_holding_hands": "👫",
    "men-with-bunny-ears-partying": "👯‍♂️",
    "mostly_sunny": "🌤️",
    "octagonal_sign": "🛑",
    "partly_sunny_rain": "🌦️",
    "simple_smile": "🙂",
    "the_horns": "🤘",
    "women-with-bunny-ears-partying": "👯‍♀️",
}


def character(name: str) -> str | None:
    """The emoji of a short name without colons, or None if Slack has none of that name."""
    match = _NAME.fullmatch(f":{name}:")
    if match is None:
        return None
    name, tone = CANONICAL.get(match[1], match[1]), match[2]
    found = (
        _ONLY_IN_SLACK.get(name) or _flag(name) or _known(name) or _known(name.replace("-", "_"))
    )
    if found is None or not tone:
        return found
    toned = found.removesuffix(_VARIATION) + _SKIN_TONES[tone]
    return toned if emoji.is_emoji(toned) else None


def is_emoji(name: str, custom: Collection[str] = ()) -> bool:
    """Whether a reaction may have this name; `custom` are the workspace's own emoji."""
    return name in custom or character(name) is not None


def canonical(name: str, custom: Collection[str] = ()) -> str:
    """The one of several names of an emoji that Slack itself uses; a skin tone stays."""
    plain, colons, tone = name.partition("::")
    return name if name in custom else f"{CANONICAL.get(plain, plain)}{colons}{tone}"


def with_characters(text: str) -> str:
    """The text with its `:names:` turned into emoji; unknown names stay as they are."""

    def replace(match: re.Match[str]) -> str:
        return character(match[0][1:-1]) or match[0]

    return _NAME.sub(replace, text)


def _known(name: str) -> str | None:
    found = emoji.emojize(f":{name}:", language="alias")
    return None if found.startswith(":") else found


def _flag(name: str) -> str | None:
    country = name.removeprefix("flag-").upper()
    if not re.fullmatch("flag-[a-z]{2}", name):
        return None
    return "".join(chr(ord("🇦") + ord(letter) - ord("A")) for letter in country)
