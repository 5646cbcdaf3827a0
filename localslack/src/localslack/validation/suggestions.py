"""What Slack refuses of the options that an app finds for a menu.

Limits: docs.slack.dev/reference/interaction-payloads/block_suggestion-payload.
"""

from localslack.validation.objects import OPTION, OPTION_GROUP
from localslack.validation.problems import Problem
from localslack.validation.relations import one_at_least, one_at_most
from localslack.validation.rules import Items, Shape

MOST_OPTIONS = 100
_ANSWER = Shape(
    may={
        "options": Items(OPTION, MOST_OPTIONS, least=0),
        "option_groups": Items(OPTION_GROUP, MOST_OPTIONS, least=0),
    },
    relations=(one_at_least("options", "option_groups"), one_at_most("options", "option_groups")),
)


def check_suggestions(answer: object) -> list[Problem]:
    """All that keeps Slack from showing the options."""
    return [
        Problem("invalid_options", fault.message, fault.pointer)
        for fault in _ANSWER.faults(answer, "")
    ]
