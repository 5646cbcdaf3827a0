"""Makes Slack equal to what the database says."""
