"""Plans that a channel keeps."""
