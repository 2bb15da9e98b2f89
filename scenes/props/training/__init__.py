"""Props of the training films."""
