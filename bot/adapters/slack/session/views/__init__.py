"""What people see of a running session."""
