"""Fixtures of the local Slack in this checkout, whichever one is installed."""

pytest_plugins = ["localslack.pytest_plugin"]
