"""Files that are whole or absent, processes that end together, films read back."""
