"""A bot that runs work sessions in Slack channels."""
