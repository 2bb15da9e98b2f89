"""Props of the scenes that state the problem."""
