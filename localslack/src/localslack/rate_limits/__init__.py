"""How often an app may do what."""
