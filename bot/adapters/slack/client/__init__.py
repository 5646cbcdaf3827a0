"""The bot's calls to Slack."""
