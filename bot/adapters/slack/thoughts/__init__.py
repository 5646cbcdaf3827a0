"""Thoughts parked for later."""
