"""The one name for JSON objects as they come over the wire or go out on it."""

from typing import Any, TypeAlias

# What an app sends is anything at all until it was checked, so its values stay untyped.
JsonObject: TypeAlias = dict[str, Any]
