"""What tests of the local Slack share, and tests of what runs in it."""
