"""The bot at a door that everybody can knock at: what it takes, mutated, forged and in masses."""
