"""Checks of what was learned."""
