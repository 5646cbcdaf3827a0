"""Browser windows: who sits at each, and what changes in it."""
