"""The migrations, in order; each is named by its number."""
