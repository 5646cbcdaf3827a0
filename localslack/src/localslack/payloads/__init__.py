"""How the things of a workspace look in Slack's JSON."""
