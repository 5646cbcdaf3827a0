"""The app: every listener and every view, behind the table of commands, words and reactions."""
