"""The names of templates, as people type them."""

import re
from collections.abc import Collection

from bot.domain.state.refusals import WrongInput
from bot.domain.typed.lengths import read_length

LONGEST_TEMPLATE_NAME = 40
_NAME = re.compile(r"(?:[^\W_]|-)+")
_LETTER = re.compile(r"[^\W\d_]")


def read_template_name(typed: str, reserved: Collection[str]) -> str:
    """The name of a template as it is kept: in small letters.

    Args:
        typed: What somebody typed.
        reserved: Words that mean something else where a name can stand.

    Raises:
        WrongInput: it is no name, or means something else.
    """
    name = typed.strip().lower()
    if len(name) > LONGEST_TEMPLATE_NAME or not _NAME.fullmatch(name) or not _LETTER.search(name):
        raise WrongInput(
            f"A template's name has letters, digits and dashes, {LONGEST_TEMPLATE_NAME} at most. "
            "Try one such as retro or api-review."
        )
    if name in reserved or read_length(name) is not None:
        raise WrongInput(f"“{name}” means something else already. Choose another name.")
    return name
