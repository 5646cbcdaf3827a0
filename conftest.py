"""Fixtures that the local Slack offers, for the sample app's tests."""

pytest_plugins = ["localslack.pytest_plugin"]
