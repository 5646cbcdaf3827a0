"""Programs that measure how fast something is."""
