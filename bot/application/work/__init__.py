"""The one way a session changes: who asks, who may, load, catch up with the clock, move, keep."""
