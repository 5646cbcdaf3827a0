"""Block Kit on the page."""
