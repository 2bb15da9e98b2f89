"""The network's mathematics, its training, its cached trajectories."""
