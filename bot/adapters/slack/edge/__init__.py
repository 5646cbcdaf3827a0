"""Where deliveries come in and answers go out."""
