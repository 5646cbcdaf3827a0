"""Work beside the server, and waiting for what changes."""
