"""One training run: fitting it, its trajectory, and what is measured on it."""
