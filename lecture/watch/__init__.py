"""A lecture served on this machine, and its sections drawn again while they are written."""
