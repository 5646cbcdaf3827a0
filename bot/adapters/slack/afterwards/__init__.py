"""What people do about a session that is over."""
