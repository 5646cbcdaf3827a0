"""Ideas and votes on them."""
