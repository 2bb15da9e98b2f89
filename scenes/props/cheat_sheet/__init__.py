"""Props of the summary."""
