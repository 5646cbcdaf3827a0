"""The check of the bot in a channel."""
