"""Props of the straight boundary."""
