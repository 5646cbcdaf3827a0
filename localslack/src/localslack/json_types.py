"""The one name for JSON objects as they come in from the app or go out to it."""

from typing import Any, TypeAlias

# What an app sends is anything at all until it was checked, so its values stay untyped.
JsonObject: TypeAlias = dict[str, Any]
