"""Menus whose options the app finds while somebody types.

Source: docs.slack.dev/reference/block-kit/block-elements/select-menu-element, external data source,
and .../interaction-payloads/block_suggestion-payload.
"""

from collections.abc import Mapping

from localslack.inputs import options_of
from localslack.json_types import JsonObject
from localslack.validation.objects import OPTION, OPTION_GROUP

MOST_OPTIONS = 100
EXTERNAL = frozenset({"external_select", "multi_external_select"})
DEFAULT_MIN_QUERY = 3
