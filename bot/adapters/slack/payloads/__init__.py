"""What Slack delivers, as typed values: read once at the edge, and nothing else reaches the bot."""
