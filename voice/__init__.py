"""Text to spoken sentences with word times: voices, pronunciation, takes."""
