"""HTML for the page."""
