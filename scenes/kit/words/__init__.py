"""Words about activations and results, measured from the run."""
