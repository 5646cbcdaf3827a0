"""Rounds and the speaking queue."""
