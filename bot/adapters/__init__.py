"""The outside world behind the ports: Slack, the database, the clock, the web."""
