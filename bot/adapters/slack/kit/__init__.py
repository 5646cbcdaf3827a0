"""What every view is made of: blocks, text, words, ids and inputs."""
