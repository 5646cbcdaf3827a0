"""How things reach the app: Socket Mode or signed HTTP requests, with acks and retries."""
