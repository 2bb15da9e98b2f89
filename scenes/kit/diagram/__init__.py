"""The network as a diagram and its weights as matrices."""
