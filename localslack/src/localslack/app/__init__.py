"""The app as Slack knows it: what it declares, where it is installed, and what it holds."""
