"""The bot's own HTTP side: Slack's endpoint for everybody, and pages for who operates it."""
