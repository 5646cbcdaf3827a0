"""Questions about a session: no change comes out of them."""
