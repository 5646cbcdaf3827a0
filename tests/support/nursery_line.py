"""What the nursery says of a bot: its process id in a line of one width, then how it ended."""

LONGEST_LINE = 32
