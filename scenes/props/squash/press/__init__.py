"""Props of the plane pressed along two hinges."""
