"""Takes: spoken sentences by their key, committed, made and recorded."""
