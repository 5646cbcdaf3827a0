"""The elements of Block Kit that people use, and what can be filled in."""
