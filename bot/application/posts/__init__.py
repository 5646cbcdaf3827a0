"""What Slack should show of a session: pure functions."""
