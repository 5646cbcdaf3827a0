"""A whole work session, played by the real bot in a local Slack."""
