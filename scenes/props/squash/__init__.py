"""Props of the activation functions."""
