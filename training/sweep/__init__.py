"""The same network trained from many seeds."""
