"""Who and what is in a workspace: people, channels, messages, forms, and what happens to them."""
