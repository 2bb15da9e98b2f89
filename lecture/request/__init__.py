"""What is asked for: shots, picture format, folders, a step's request."""
