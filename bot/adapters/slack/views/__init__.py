"""Views: pure functions from content in domain words to Block Kit."""
