"""People: what they see, what they can do, and what the app makes of it."""
