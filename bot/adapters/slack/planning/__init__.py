"""A session before it starts: the form, the plan, the queue."""
