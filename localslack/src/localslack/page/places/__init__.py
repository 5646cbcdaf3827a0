"""What a window shows: channels, threads, the app, and the sides of it."""
