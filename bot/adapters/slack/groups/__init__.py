"""Small groups."""
