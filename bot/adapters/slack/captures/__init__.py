"""What people keep: decisions, actions, outputs."""
