"""The rules of a work session: pure values and moves, no clock, no Slack, no database."""
