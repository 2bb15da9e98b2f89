"""Props of the dead unit."""
