"""Slack's message text and emoji."""
