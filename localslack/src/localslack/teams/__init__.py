"""A workspace with the app in it, and what happens to the app there."""
