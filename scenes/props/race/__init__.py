"""Props of the comparison of three runs."""
