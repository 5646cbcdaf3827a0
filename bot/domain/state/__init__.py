"""What a session holds: values, and nothing that changes or asks."""
