"""The running session: its card, its steps, its time and who takes part."""
