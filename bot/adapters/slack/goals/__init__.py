"""Goals and wins of each person."""
