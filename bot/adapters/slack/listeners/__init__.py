"""What people can do in Slack, one module per kind; each parses, calls one use case, answers."""
