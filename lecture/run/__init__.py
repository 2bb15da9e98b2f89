"""One call carried out: what has to run, running it, showing progress."""
