"""One TOML file per session format: data, not code."""
