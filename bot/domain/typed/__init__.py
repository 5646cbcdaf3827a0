"""What people type, read into values, and written back."""
