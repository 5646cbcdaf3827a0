"""The bot in a storm: killed, cut off and lied to at random, and then held to its promise."""
