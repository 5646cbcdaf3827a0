"""What people can ask of the bot, and what it does by itself, over ports."""
