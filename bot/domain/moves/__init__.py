"""What changes a session: each gives the session after it and the facts that follow."""
