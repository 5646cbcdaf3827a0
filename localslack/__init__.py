"""A Slack workspace on your own machine, for Bolt apps and their tests."""
