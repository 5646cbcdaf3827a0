"""What a channel has set."""
