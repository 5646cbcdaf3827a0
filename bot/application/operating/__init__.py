"""What who operates the bot sees of it."""
